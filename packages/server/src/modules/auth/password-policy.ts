import { readFileSync } from "node:fs";
import { AppError } from "../../kernel/app-error.ts";

/** Whole passwords and the words that most others are made of, in lower case. */
const common: ReadonlySet<string> = new Set(
  readFileSync(new URL("common-passwords.txt", import.meta.url), "utf8")
    .split(/\s+/)
    .filter(Boolean),
);

/** How much may be put around a common word before it counts as something else: `summer2026`, `!hello!`. */
const trimmingMax = 4;

const lettersFor: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

/** Throws `password_too_common` for what is tried first by those who guess. */
export function ensureNotGuessable(password: string, account: { username: string; email: string }): void {
  const typed = password.normalize("NFC").toLowerCase();
  if (isCommon(typed)) throw new AppError("password_too_common");
  const own = [account.username, account.email, account.email.split("@")[0]!].map((name) => name.toLowerCase());
  if (own.includes(typed) || own.includes(coreOf(typed))) {
    throw new AppError("password_too_common", { detail: "It is your username or your e-mail address." });
  }
}

function isCommon(typed: string): boolean {
  const core = coreOf(typed);
  return common.has(typed) || common.has(core) || common.has(spelledOut(core)) || isRepetition(typed) || isRun(typed);
}

/** Without what surrounds the letters, if that is little. */
function coreOf(typed: string): string {
  const core = typed.replace(/^[^\p{L}]+/u, "").replace(/[^\p{L}]+$/u, "");
  return typed.length - core.length <= trimmingMax ? core : typed;
}

/** `p@ssw0rd` is known to those who guess. */
function spelledOut(text: string): string {
  return text.replaceAll(/[013457@$!]/g, (sign) => lettersFor[sign]!);
}

/** `aaaaaaaa`, `abcabcabc`, `12341234`. */
function isRepetition(text: string): boolean {
  return /^(.{1,4})\1+$/su.test(text);
}

/** `abcdefgh`, `87654321`. */
function isRun(text: string): boolean {
  const step = text.charCodeAt(1) - text.charCodeAt(0);
  if (Math.abs(step) !== 1) return false;
  for (let i = 2; i < text.length; i++) if (text.charCodeAt(i) - text.charCodeAt(i - 1) !== step) return false;
  return true;
}
