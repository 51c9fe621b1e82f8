import type { VirtualizerHandle } from "virtua";

/** The list measures its rows on the way, and what it measures moves them: it is there when it stands still. */
const stillFrames = 4;
/** A slow device may need this long; after that it stays where it is. */
const patienceMs = 3_000;
const nearPx = 2;

export type Destination =
  | { readonly end: true }
  | { readonly end?: never; readonly index: number; readonly abovePx: number };

/**
 * Sends a virtual list somewhere and keeps at it until it stands there, or until the person scrolls: from then on it is
 * theirs. Returns how to give up.
 */
export function travel(view: HTMLElement, list: VirtualizerHandle, to: Destination, onArrival: () => void): () => void {
  const deadline = performance.now() + patienceMs;
  const hands = ["wheel", "touchstart", "pointerdown"] as const;
  let still = 0;
  let frame = 0;

  function step() {
    still = isThere(view, list, to) ? still + 1 : 0;
    if (still === 0) go(view, list, to);
    if (still >= stillFrames || performance.now() > deadline) stop(true);
    else frame = requestAnimationFrame(step);
  }

  function stop(arrived: boolean) {
    cancelAnimationFrame(frame);
    for (const hand of hands) view.removeEventListener(hand, interrupt);
    view.setAttribute("data-placed", "");
    if (arrived) onArrival();
  }

  const interrupt = () => stop(true);
  for (const hand of hands) view.addEventListener(hand, interrupt, { passive: true });
  go(view, list, to);
  frame = requestAnimationFrame(step);
  return () => stop(false);
}

function go(view: HTMLElement, list: VirtualizerHandle, to: Destination): void {
  if (to.end) view.scrollTop = view.scrollHeight;
  else list.scrollToIndex(to.index, { align: "start", offset: -to.abovePx });
}

function isThere(view: HTMLElement, list: VirtualizerHandle, to: Destination): boolean {
  const below = view.scrollHeight - view.scrollTop - view.clientHeight;
  if (below <= nearPx) return true;
  if (to.end) return false;
  const away = list.getItemOffset(to.index) - to.abovePx - view.scrollTop;
  return Math.abs(away) <= nearPx || (away < 0 && view.scrollTop <= 0);
}
