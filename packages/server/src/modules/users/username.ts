import { limits } from "@parley/protocol";
import { reservedUsernames } from "./reserved-usernames.ts";

const pattern = /^[A-Za-z][A-Za-z0-9_.]*$/;

/**
 * The form in which a username is kept and compared; null if the text cannot be one. Only ASCII gets through, so that
 * lower-casing cannot turn some other letter (the Kelvin sign, a dotted capital I) into one of ours.
 */
export function keptUsername(typed: string): string | null {
  if (typed.length < limits.usernameMin || typed.length > limits.usernameMax) return null;
  return pattern.test(typed) ? typed.toLowerCase() : null;
}

/** `ad.min` and `_Admin_` pass for `admin` when read quickly, so separators do not count. */
export function isReservedUsername(username: string): boolean {
  return reservedUsernames.has(username.toLowerCase().replaceAll(/[._]/g, ""));
}
