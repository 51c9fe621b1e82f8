import { AppError } from "../../kernel/app-error.ts";
import { isNestedDeeper } from "../json-depth.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Nesting of a body. Ours need three. */
const depthMax = 16;

/** JSON of a stranger as a value; anything but well-formed UTF-8 JSON of sane depth is `malformed`. */
export function readJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (cause) {
    throw new AppError("malformed", { detail: "The body is not UTF-8.", cause });
  }
  if (isNestedDeeper(text, depthMax)) throw new AppError("malformed", { detail: "The body is nested too deeply." });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("malformed", { detail: "The body is not JSON.", cause });
  }
}
