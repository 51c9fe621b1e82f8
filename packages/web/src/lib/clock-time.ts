import { dayKey } from "./day.ts";

const timeFormat = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const fullFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });
const dateFormat = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const longDateFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "long" });
const dateTimeFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** 10:32 */
export function clockTime(at: number): string {
  return timeFormat.format(at);
}

/** All there is to say about a moment, for tooltips. */
export function fullTime(at: number): string {
  return fullFormat.format(at);
}

/** 20 November 2026 */
export function longDate(at: number): string {
  return longDateFormat.format(at);
}

/** 20 Nov 2026, 10:32 */
export function dateAndTime(at: number): string {
  return dateTimeFormat.format(at);
}

/** The shortest that is clear in a list: the time today, else the date. */
export function shortWhen(at: number, now: number): string {
  return dayKey(at) === dayKey(now) ? clockTime(at) : dateFormat.format(at);
}
