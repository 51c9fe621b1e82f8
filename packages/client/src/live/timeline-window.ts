import type { TimelineEvent } from "@parley/protocol";

/**
 * The part of a room's order that is in memory: events whose seqs follow each other without a gap. Pure: each function
 * gives a new window. What would leave a gap or double an event is not taken in.
 */
export interface TimelineWindow {
  /** Never empty. */
  readonly events: readonly TimelineEvent[];
  /** Whether there are events before the first. */
  readonly hasOlder: boolean;
  /** Whether the end is the room's end, so that live events go on from it. */
  readonly following: boolean;
}

export interface HistoryPage {
  readonly events: readonly TimelineEvent[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  readonly seq: number;
}

/** Events kept in memory; a few screens' worth of scrolling either way. */
export const windowMax = 2_000;

/** Trimmed only when this is reached, so that not every new event moves the list's beginning. */
const overMax = (max: number) => max + Math.ceil(max / 10);

export function firstSeq(window: TimelineWindow): number {
  return window.events[0]?.seq ?? 0;
}

export function lastSeq(window: TimelineWindow): number {
  return window.events.at(-1)?.seq ?? 0;
}

/** A window that is this page; undefined for an empty page. */
export function windowOf(page: HistoryPage): TimelineWindow | undefined {
  const events = unbroken(page.events);
  if (events.length === 0) return undefined;
  return { events, hasOlder: page.hasOlder, following: !page.hasNewer && events.length === page.events.length };
}

/** Puts what follows the end behind it. */
export function append(window: TimelineWindow, events: readonly TimelineEvent[], max = windowMax): TimelineWindow {
  const fresh = unbroken(events.filter((event) => event.seq > lastSeq(window)));
  if (fresh[0]?.seq !== lastSeq(window) + 1) return window;
  const all = [...window.events, ...fresh];
  if (all.length <= overMax(max)) return { ...window, events: all };
  return { ...window, events: all.slice(-max), hasOlder: true };
}

/** Puts a page that ends right before the beginning in front of it. The far end goes when there is too much. */
export function prepend(window: TimelineWindow, page: HistoryPage, max = windowMax): TimelineWindow {
  const older = unbroken(page.events.filter((event) => event.seq < firstSeq(window)));
  if (older.length === 0) return { ...window, hasOlder: page.hasOlder && firstSeq(window) > 1 };
  if (older.at(-1)?.seq !== firstSeq(window) - 1) return window;
  const all = [...older, ...window.events];
  const fits = all.length <= overMax(max);
  return {
    events: fits ? all : all.slice(0, max),
    hasOlder: page.hasOlder,
    following: fits && window.following,
  };
}

/** The events up to the first break, should there be one. */
function unbroken(events: readonly TimelineEvent[]): readonly TimelineEvent[] {
  const broken = events.findIndex((event, index) => index > 0 && event.seq !== events[index - 1]!.seq + 1);
  return broken === -1 ? events : events.slice(0, broken);
}
