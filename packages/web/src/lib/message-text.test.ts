import { describe, expect, it } from "vitest";
import { parseMessage } from "./message-text.ts";

const links = (body: string) =>
  parseMessage(body).flatMap((block) =>
    block.kind === "text" ? block.spans.filter((span) => span.kind === "link") : [],
  );
const hrefs = (body: string) => links(body).map((link) => link.href);

describe("a message's text", () => {
  it("keeps plain words as they were written, line breaks too", () => {
    expect(parseMessage("hello\nworld")).toEqual([{ kind: "text", spans: [{ kind: "text", text: "hello\nworld" }] }]);
  });

  it("turns http and https addresses into links", () => {
    expect(hrefs("see http://example.org and https://example.org/x?y=1#z")).toEqual([
      "http://example.org/",
      "https://example.org/x?y=1#z",
    ]);
  });

  it("leaves the sentence's punctuation outside of the link", () => {
    expect(links("(see https://example.org/a_(b)).")[0]?.text).toBe("https://example.org/a_(b)");
    expect(links("Really https://example.org/page?!")[0]?.text).toBe("https://example.org/page");
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,<b>x",
    "ftp://example.org",
    "//example.org",
    "HTTPS:alert",
    "https://",
  ])("makes no link of %s", (body) => {
    expect(hrefs(body)).toEqual([]);
  });

  it("shows markup as the characters it is", () => {
    expect(parseMessage("<img src=x onerror=alert(1)>")).toEqual([
      { kind: "text", spans: [{ kind: "text", text: "<img src=x onerror=alert(1)>" }] },
    ]);
  });

  it("knows inline code, and looks for no links inside it", () => {
    expect(parseMessage("run `curl https://example.org` now")).toEqual([
      {
        kind: "text",
        spans: [
          { kind: "text", text: "run " },
          { kind: "code", text: "curl https://example.org" },
          { kind: "text", text: " now" },
        ],
      },
    ]);
  });

  it("knows fenced code between text", () => {
    expect(parseMessage("before\n```ts\nconst a = 1;\n```\nafter")).toEqual([
      { kind: "text", spans: [{ kind: "text", text: "before" }] },
      { kind: "code", text: "const a = 1;" },
      { kind: "text", spans: [{ kind: "text", text: "after" }] },
    ]);
  });

  it("knows strong words and emphasis, and leaves sums and names alone", () => {
    const kinds = (body: string) =>
      parseMessage(body).flatMap((block) => (block.kind === "text" ? block.spans.map(({ kind }) => kind) : []));
    expect(kinds("in **B flat**, *really*")).toEqual(["text", "strong", "text", "emphasis"]);
    expect(kinds("2 * 3 * 4 = 24")).toEqual(["text"]);
    expect(kinds("a*b*c and ** nothing **")).toEqual(["text"]);
  });

  it("stays quick on hostile input", () => {
    const started = performance.now();
    parseMessage("`".repeat(8_000));
    parseMessage("https://".repeat(1_000));
    parseMessage(`https://e.org/${")".repeat(7_900)}`);
    parseMessage("```\n".repeat(2_000));
    parseMessage(`a${" ".repeat(7_900)}b`);
    parseMessage("*a ".repeat(2_600));
    parseMessage(`**a${" ".repeat(7_900)}`);
    expect(performance.now() - started).toBeLessThan(250);
  });
});
