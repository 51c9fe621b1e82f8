import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import { rowSeq, type TimelineRow } from "./timeline-row.ts";
import { travel } from "./travel.ts";

/** Nearer to the end than this counts as being there. */
const bottomPx = 48;
/** Nearer to an end of what is loaded than this, the next page is asked for. */
const loadAheadPx = 900;
/** How far below the top the row stands that the list was sent to. */
const aboveTargetPx = 72;

export interface ScrollingOptions {
  readonly rows: readonly TimelineRow[];
  readonly hasNewer: boolean;
  readonly onNearTop: () => void;
  readonly onNearBottom: () => void;
  readonly onBottom: (atBottom: boolean) => void;
}

/** Where the list is sent: to a seq, or at first to the "new" line or the end. Each journey has its number. */
interface Journey {
  readonly number: number;
  readonly seq?: number;
}

/** Where the list stands: begins at the "new" line or at the end, and stays at the end while it is there. */
export function useScrolling({ rows, hasNewer, onNearTop, onNearBottom, onBottom }: ScrollingOptions) {
  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const lastTop = useRef(0);
  const [journey, setJourney] = useState<Journey>({ number: 1 });
  const [arrived, setArrived] = useState(0);
  const settled = arrived === journey.number;
  const begun = rows.length > 0;

  const look = useCallback(() => {
    const view = scroller.current;
    if (view === null || rows.length === 0) return;
    const below = view.scrollHeight - view.scrollTop - view.clientHeight;
    // Only a movement up leaves the end: the view also falls behind for a moment when a tall message comes.
    if (below < bottomPx) stuck.current = !hasNewer;
    else if (settled && (view.scrollTop < lastTop.current - 1 || hasNewer)) stuck.current = false;
    lastTop.current = view.scrollTop;
    if (!settled) return;
    onBottom(below < bottomPx && !hasNewer);
    if (view.scrollTop < loadAheadPx) onNearTop();
    if (below < loadAheadPx) onNearBottom();
  }, [rows, hasNewer, settled, onNearTop, onNearBottom, onBottom]);

  const stay = useCallback(() => {
    if (stuck.current) list.current?.scrollToIndex(rows.length - 1, { align: "end" });
  }, [rows]);

  const latestRows = useRef(rows);
  useLayoutEffect(() => {
    latestRows.current = rows;
    stay();
  }, [rows, stay]);

  useLayoutEffect(() => {
    const [view, handle] = [scroller.current, list.current];
    if (!begun || view === null || handle === null) return;
    const index = destination(latestRows.current, journey.seq);
    stuck.current = index === -1;
    const to = index === -1 ? { end: true as const } : { index, abovePx: aboveTargetPx };
    return travel(view, handle, to, () => setArrived(journey.number));
  }, [journey, begun]);

  useEffect(() => {
    const frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [look]);

  const stickToEnd = useCallback(() => {
    stuck.current = true;
    stay();
  }, [stay]);

  const showSeq = useCallback((seq: number) => setJourney(({ number }) => ({ number: number + 1, seq })), []);

  return { list, scroller, settled, onScroll: look, onResize: stay, stickToEnd, showSeq };
}

/** The row to go to; -1 for the end. */
function destination(rows: readonly TimelineRow[], seq: number | undefined): number {
  if (seq === undefined) return rows.findIndex((row) => row.newLine);
  return rows.findIndex((row) => (rowSeq(row) ?? 0) >= seq);
}
