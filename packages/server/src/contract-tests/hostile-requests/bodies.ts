import { limits } from "@parley/protocol";
import { invalid, malformed, messagesOf, say, type Attack } from "./attack.ts";

const raw = (name: string, body: string | Buffer, answer = malformed): Attack => [
  `a body of ${name}`,
  (world) => ({ method: "POST", path: messagesOf(world), body }),
  answer,
];
const bytes = (...values: number[]) => Buffer.from([...Buffer.from('{"body":"'), ...values, ...Buffer.from('"}')]);

const unreadableBodies: readonly Attack[] = [
  raw("half an object", "{"),
  raw("two objects", "{}{}"),
  raw("a trailing comma", '{"body":"x",}'),
  raw("single quotes", "{'body':'x'}"),
  raw("a comment", '{"body":"x"/**/}'),
  raw("NaN", '{"body":NaN}'),
  raw("undefined", "undefined"),
  raw("a bare word", "hello"),
  raw("an unescaped newline", '{"body":"a\nb"}'),
  raw("a raw NUL", '{"body":"\0"}'),
  raw("a leading zero", '{"body":01}'),
  raw("a lone 0xff", bytes(0xff)),
  raw("an overlong slash", bytes(0xc0, 0xaf)),
  raw("half a character", bytes(0xe2, 0x82)),
  raw("a surrogate in UTF-8", bytes(0xed, 0xa0, 0x80)),
  raw("a character beyond Unicode", bytes(0xf5, 0x80, 0x80, 0x80)),
  raw("UTF-16", Buffer.from('\ufeff{"body":"x"}', "utf16le")),
  raw("17 nested lists", `{"body":${"[".repeat(17)}${"]".repeat(17)}}`),
  raw("20,000 nested lists", "[".repeat(20_000)),
  raw("5,000 nested objects", '{"a":'.repeat(5_000)),
  raw("a form", "body=x&clientId=y"),
  raw("XML", "<body>x</body>"),
  raw("a list", "[]", invalid),
  raw("null", "null", invalid),
  raw("text", '"x"', invalid),
  raw("a number", "1e999", invalid),
  raw("true", "true", invalid),
  raw("nothing", "", invalid),
  raw("an empty object", "{}", invalid),
  raw("64 KiB and one byte", " ".repeat(limits.frameBytesMax + 1), "413 payload_too_large"),
  [
    "a body without a length that never stops being sent",
    (world) => ({ method: "POST", path: messagesOf(world), body: " ".repeat(200_000), chunked: true }),
    "413 payload_too_large",
  ],
];

const typed = (type: string): Attack => [
  `the content type ${type || "that is missing"}`,
  (world) => ({ method: "POST", path: messagesOf(world), headers: { "content-type": type }, body: say("x") }),
  "415 unsupported_media_type",
];
const contentTypes: readonly Attack[] = [
  "",
  "text/plain",
  "text/json",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/json5",
  "application/problem+json",
  "application/",
  "application/json, text/plain",
  "\u00e4pplication/json",
].map(typed);

export const bodyAttacks: readonly Attack[] = [...unreadableBodies, ...contentTypes];
