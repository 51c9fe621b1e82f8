import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import type { VirtualizerHandle } from "virtua";
import type { TimelineRow } from "./timeline-row.ts";

/**
 * One row of the timeline is in the order of Tab; arrow keys move to the others. The row is kept mounted, so that the
 * focus is not lost when it is scrolled away.
 */
export function useRowFocus(
  rows: readonly TimelineRow[],
  list: RefObject<VirtualizerHandle | null>,
  scroller: RefObject<HTMLElement | null>,
) {
  const [activeKey, setActiveKey] = useState<string>();
  const wanted = useRef<string>(undefined);
  const found = rows.findIndex((row) => row.key === activeKey);
  const active = found === -1 ? rows.length - 1 : found;

  useEffect(() => {
    if (wanted.current === undefined || wanted.current !== activeKey) return;
    wanted.current = undefined;
    scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(activeKey)}"]`)?.focus({ preventScroll: true });
  }, [activeKey, scroller]);

  function onKeyDown(event: KeyboardEvent) {
    if (!(event.target as HTMLElement).matches("[data-row]") || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = { ArrowUp: active - 1, ArrowDown: active + 1, Home: 0, End: rows.length - 1 }[event.key];
    const row = next === undefined ? undefined : rows[next];
    if (next === undefined || row === undefined) return;
    event.preventDefault();
    wanted.current = row.key;
    setActiveKey(row.key);
    list.current?.scrollToIndex(next, { align: "nearest" });
  }

  return { active, onKeyDown, onRowFocus: setActiveKey };
}
