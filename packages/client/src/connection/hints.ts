/** Tells when the device says that the network went or came, and when the page is looked at again. Nothing outside of pages. */
export function watchHints(hints: { wake: () => void; networkLost: () => void }): () => void {
  const page = globalThis as { window?: Window; document?: Document };
  if (page.window === undefined || page.document === undefined) return () => {};
  const { window, document } = page;
  const looked = () => {
    if (document.visibilityState === "visible") hints.wake();
  };
  window.addEventListener("online", hints.wake);
  window.addEventListener("offline", hints.networkLost);
  document.addEventListener("visibilitychange", looked);
  return () => {
    window.removeEventListener("online", hints.wake);
    window.removeEventListener("offline", hints.networkLost);
    document.removeEventListener("visibilitychange", looked);
  };
}
