import type { TimelineItem } from "@parley/client";

/** The newest seq among the items; 0 if there is none. */
export function lastSeq(items: readonly TimelineItem[]): number {
  const last = items.findLast((item) => item.kind === "event");
  return last?.kind === "event" ? last.event.seq : 0;
}
