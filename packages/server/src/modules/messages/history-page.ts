/** What is asked of a room's history: at most one of the positions. */
export interface HistoryPosition {
  readonly before?: number;
  readonly after?: number;
  readonly around?: number;
}

/** Events with `low < seq <= high`. */
export interface HistoryRange {
  readonly low: number;
  readonly high: number;
}

/**
 * The page's range of seqs within `within` (all there is, or what a span of time leaves of it).
 * Without a position it is the newest page, or the oldest one when `fromOldest`.
 */
export function historyRange(
  position: HistoryPosition,
  within: HistoryRange,
  limit: number,
  fromOldest: boolean,
): HistoryRange {
  const clamp = (seq: number) => Math.min(Math.max(seq, within.low), within.high);
  if (position.before !== undefined) {
    const high = clamp(position.before - 1);
    return { low: clamp(high - limit), high };
  }
  if (position.after !== undefined) {
    const low = clamp(position.after);
    return { low, high: clamp(low + limit) };
  }
  if (position.around !== undefined) {
    const low = clamp(clamp(position.around) - Math.ceil(limit / 2));
    return { low, high: clamp(low + limit) };
  }
  return fromOldest
    ? { low: within.low, high: clamp(within.low + limit) }
    : { low: clamp(within.high - limit), high: within.high };
}
