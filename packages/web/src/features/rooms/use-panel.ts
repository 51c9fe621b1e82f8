import { useCallback, useEffect, useState } from "react";

export interface Panel {
  readonly open: boolean;
  readonly toggle: () => void;
  readonly close: () => void;
}

const storageKey = "parley.panel";
/** With less width the panel covers the conversation: then it opens only when asked for. */
const beside = matchMedia("(min-width: 70.01rem)");

/** The panel at the right: open or not, as it was left. */
export function usePanel(): Panel {
  const [open, setOpen] = useState(() => beside.matches && remembered());

  const set = useCallback((next: boolean) => {
    setOpen(next);
    if (beside.matches) remember(next);
  }, []);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (!(event.ctrlKey || event.metaKey) || event.key !== ".") return;
      event.preventDefault();
      set(!open);
    }
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [open, set]);

  return { open, toggle: () => set(!open), close: () => set(false) };
}

function remembered(): boolean {
  try {
    return localStorage.getItem(storageKey) === "open";
  } catch {
    return false;
  }
}

function remember(open: boolean): void {
  try {
    localStorage.setItem(storageKey, open ? "open" : "closed");
  } catch {
    // Only a convenience is lost.
  }
}
