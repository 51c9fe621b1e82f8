import { useCallback, useMemo, useSyncExternalStore } from "react";

/** Where there is room for one column only. The style sheets say the same. */
export const oneColumn = "(max-width: 48rem)";

/** Whether a media query is true; the component is drawn again when that changes. */
export function useMedia(query: string): boolean {
  const media = useMemo(() => matchMedia(query), [query]);
  const subscribe = useCallback(
    (listener: () => void) => {
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    [media],
  );
  return useSyncExternalStore(subscribe, () => media.matches);
}
