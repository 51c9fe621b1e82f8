import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import { rowSeq, type TimelineRow } from "./timeline-row.ts";

/** Nearer to the end than this counts as being there. */
const bottomPx = 48;
/** Nearer to an end of what is loaded than this, the next page is asked for. */
const loadAheadPx = 900;

export interface ScrollingOptions {
  readonly rows: readonly TimelineRow[];
  readonly hasNewer: boolean;
  readonly onNearTop: () => void;
  readonly onNearBottom: () => void;
  readonly onBottom: (atBottom: boolean) => void;
}

/** Where the list stands: begins at the "new" line or at the end, and stays at the end while it is there. */
export function useScrolling({ rows, hasNewer, onNearTop, onNearBottom, onBottom }: ScrollingOptions) {
  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const lastTop = useRef(0);
  const [placed, setPlaced] = useState(false);
  const [target, setTarget] = useState<number>();

  const toEnd = useCallback(() => list.current?.scrollToIndex(rows.length - 1, { align: "end" }), [rows.length]);

  const look = useCallback(() => {
    const view = scroller.current;
    if (view === null || rows.length === 0) return;
    const below = view.scrollHeight - view.scrollTop - view.clientHeight;
    // Only a movement up leaves the end: the view also falls behind for a moment when a tall message comes.
    if (below < bottomPx) stuck.current = !hasNewer;
    else if (view.scrollTop < lastTop.current - 1 || hasNewer) stuck.current = false;
    lastTop.current = view.scrollTop;
    onBottom(below < bottomPx && !hasNewer);
    if (view.scrollTop < loadAheadPx) onNearTop();
    if (below < loadAheadPx) onNearBottom();
  }, [rows.length, hasNewer, onNearTop, onNearBottom, onBottom]);

  useLayoutEffect(() => {
    if (rows.length === 0) return;
    if (!placed) {
      const line = rows.findIndex((row) => row.newLine);
      stuck.current = line === -1;
      if (line !== -1) list.current?.scrollToIndex(line, { align: "start", offset: -72 });
      setPlaced(true);
    }
    if (target !== undefined) {
      const index = rows.findIndex((row) => (rowSeq(row) ?? 0) >= target);
      stuck.current = false;
      setTarget(undefined);
      list.current?.scrollToIndex(Math.max(0, index), { align: "start", offset: -72 });
    }
    if (stuck.current) toEnd();
  }, [rows, placed, target, toEnd]);

  useEffect(() => {
    const frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [rows, look]);

  const onResize = useCallback(() => {
    if (stuck.current) toEnd();
  }, [toEnd]);

  const stickToEnd = useCallback(() => {
    stuck.current = true;
    toEnd();
  }, [toEnd]);

  return { list, scroller, placed, onScroll: look, onResize, stickToEnd, showSeq: setTarget };
}
