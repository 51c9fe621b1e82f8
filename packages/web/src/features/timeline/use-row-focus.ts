import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import type { VirtualizerHandle } from "virtua";
import type { TimelineRow } from "./timeline-row.ts";

/** A row that was just mounted cannot take the focus before the list has measured it. */
const framesToWait = 30;

/**
 * One row of the timeline is in the order of Tab; arrow keys move to the others. That row is kept mounted, so that the
 * focus is not lost when it is scrolled away.
 */
export function useRowFocus(
  rows: readonly TimelineRow[],
  list: RefObject<VirtualizerHandle | null>,
  scroller: RefObject<HTMLElement | null>,
) {
  const [activeKey, setActiveKey] = useState<string>();
  const [leftKey, setLeftKey] = useState<string>();
  const moving = useRef(false);
  const found = rows.findIndex((row) => row.key === activeKey);
  const active = found === -1 ? rows.length - 1 : found;
  const left = rows.findIndex((row) => row.key === leftKey);

  useEffect(() => {
    if (!moving.current || activeKey === undefined) return;
    let frame = 0;
    const focus = (frames: number) => {
      const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(activeKey)}"]`);
      row?.focus({ preventScroll: true });
      moving.current = row !== document.activeElement && frames > 0;
      if (moving.current) frame = requestAnimationFrame(() => focus(frames - 1));
    };
    focus(framesToWait);
    return () => cancelAnimationFrame(frame);
  }, [activeKey, scroller]);

  function onKeyDown(event: KeyboardEvent) {
    if (!(event.target as HTMLElement).matches("[data-row]") || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = { ArrowUp: active - 1, ArrowDown: active + 1, Home: 0, End: rows.length - 1 }[event.key];
    const row = next === undefined ? undefined : rows[next];
    if (next === undefined || row === undefined) return;
    event.preventDefault();
    moving.current = true;
    setLeftKey(rows[active]?.key);
    setActiveKey(row.key);
    list.current?.scrollToIndex(next, { align: "nearest" });
  }

  return {
    active,
    /** Until the new row has the focus, the one before must not go away with it. */
    keepMounted: [active, left].filter((index) => index >= 0),
    onKeyDown,
    onRowFocus: setActiveKey,
  };
}
