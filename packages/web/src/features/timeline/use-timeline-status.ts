import type { Timeline, TimelineState } from "@parley/client";
import { useCallback, useSyncExternalStore } from "react";

/** Only how the timeline is, not what is in it: for parts that need not be drawn again with each message. */
export function useTimelineStatus(timeline: Timeline): TimelineState["status"] {
  const subscribe = useCallback((listener: () => void) => timeline.subscribe(listener), [timeline]);
  return useSyncExternalStore(subscribe, () => timeline.get().status);
}
