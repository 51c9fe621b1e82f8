import type { Live } from "@parley/client";
import { useCallback, useSyncExternalStore } from "react";

/** The value of a `Live`; the component is drawn again when it changes. */
export function useLive<T>(live: Live<T>): T {
  const subscribe = useCallback((listener: () => void) => live.subscribe(listener), [live]);
  const get = useCallback(() => live.get(), [live]);
  return useSyncExternalStore(subscribe, get);
}
