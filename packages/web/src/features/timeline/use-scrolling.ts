import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import { rowSeq, type TimelineRow } from "./timeline-row.ts";

/** Nearer to the end than this counts as being there. */
const bottomPx = 48;
/** Nearer to an end of what is loaded than this, the next page is asked for. */
const loadAheadPx = 900;
/** The list measures its rows on the way to where it was sent; until then its position means nothing. */
const settleMs = 250;
/** How far below the top the row stands that the list was sent to. */
const aboveTargetPx = 72;

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
  const settled = useSettled(placed, target);

  const toEnd = useCallback(() => list.current?.scrollToIndex(rows.length - 1, { align: "end" }), [rows.length]);

  const look = useCallback(() => {
    const view = scroller.current;
    if (view === null || rows.length === 0) return;
    const below = view.scrollHeight - view.scrollTop - view.clientHeight;
    // Only a movement up leaves the end: the view also falls behind for a moment when a tall message comes.
    if (below < bottomPx) stuck.current = !hasNewer;
    else if (settled && (view.scrollTop < lastTop.current - 1 || hasNewer)) stuck.current = false;
    lastTop.current = view.scrollTop;
    onBottom(below < bottomPx && !hasNewer);
    if (settled && view.scrollTop < loadAheadPx) onNearTop();
    if (settled && below < loadAheadPx) onNearBottom();
  }, [rows.length, hasNewer, settled, onNearTop, onNearBottom, onBottom]);

  const toRow = useCallback((index: number) => {
    stuck.current = false;
    list.current?.scrollToIndex(Math.max(0, index), { align: "start", offset: -aboveTargetPx });
  }, []);

  useLayoutEffect(() => {
    if (rows.length === 0) return;
    if (!placed) {
      const line = rows.findIndex((row) => row.newLine);
      if (line !== -1) toRow(line);
      setPlaced(true);
    }
    if (target !== undefined) {
      toRow(rows.findIndex((row) => (rowSeq(row) ?? 0) >= target));
      setTarget(undefined);
    }
    if (stuck.current) toEnd();
  }, [rows, placed, target, toEnd, toRow]);

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

  return { list, scroller, placed, settled, onScroll: look, onResize, stickToEnd, showSeq: setTarget };
}

/** Whether the list has come to rest since it was last sent somewhere. */
function useSettled(placed: boolean, target: number | undefined): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    if (!placed || target !== undefined) {
      setSettled(false);
      return;
    }
    const timer = setTimeout(() => setSettled(true), settleMs);
    return () => clearTimeout(timer);
  }, [placed, target]);
  return settled;
}
