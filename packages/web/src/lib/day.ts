/** The calendar day of a moment where the reader is, as `2026-11-20`: equal for two moments of one day. */
export function dayKey(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

function pad(part: number): string {
  return String(part).padStart(2, "0");
}

/** How a person would call that day from `now`: Today, Yesterday, Monday, Tuesday 3 November, 3 November 2024. */
export function dayLabel(at: number, now: number, locale?: string): string {
  const daysAgo = daysBetween(at, now);
  if (daysAgo === 0) return "Today";
  if (daysAgo === 1) return "Yesterday";
  if (daysAgo > 1 && daysAgo < 7) return format(at, { weekday: "long" }, locale);
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const parts = sameYear ? ({ weekday: "long" } as const) : ({ year: "numeric" } as const);
  return format(at, { ...parts, day: "numeric", month: "long" }, locale);
}

/** Whole calendar days from `at` to `now`; a day of 23 or 25 hours counts as one. */
function daysBetween(at: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000);
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function format(at: number, options: Intl.DateTimeFormatOptions, locale: string | undefined): string {
  return new Intl.DateTimeFormat(locale, options).format(at);
}
