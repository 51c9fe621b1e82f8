/** What opened a dialog may be gone when it closes: then the focus goes to where one writes, or to the main part. */
export function rescueFocus(): void {
  if (document.activeElement !== document.body) return;
  (document.getElementById("composer") ?? document.getElementById("main"))?.focus();
}
