import { AppError } from "../../kernel/app-error.ts";

const dayMs = 24 * 60 * 60 * 1_000;

/** The day of a moment in UTC, as `2026-11-20`. */
export function utcDay(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}

function secondsToNextDay(now: number): number {
  return Math.ceil((dayMs - (now % dayMs)) / 1_000);
}

export function ensureMayCreate(madeToday: number, perDay: number, now: number): void {
  if (madeToday < perDay) return;
  throw new AppError("daily_limit_reached", {
    detail: `A person may make ${perDay} rooms a day (UTC).`,
    retryAfter: secondsToNextDay(now),
  });
}
