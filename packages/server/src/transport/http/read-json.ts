import { AppError } from "../../kernel/app-error.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** No input of the contract nests deeper than a handful; deeper text is only ever sent to hurt a parser. */
const depthMax = 32;

function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (inString) {
      if (char === 0x5c) i++;
      else if (char === 0x22) inString = false;
    } else if (char === 0x22) inString = true;
    else if (char === 0x7b || char === 0x5b) {
      if (++depth > depthMax) return true;
    } else if (char === 0x7d || char === 0x5d) depth--;
  }
  return false;
}

/** JSON of a stranger as a value; anything but well-formed UTF-8 JSON of sane depth is `malformed`. */
export function readJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (cause) {
    throw new AppError("malformed", { detail: "The body is not UTF-8.", cause });
  }
  if (isTooDeep(text)) throw new AppError("malformed", { detail: "The body is nested too deeply." });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("malformed", { detail: "The body is not JSON.", cause });
  }
}
