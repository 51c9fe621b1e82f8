/** Moves the focus between the parts of the window, as F6 does in other programs. */
export function focusNextRegion(backwards: boolean): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter((region) =>
    region.checkVisibility(),
  );
  if (regions.length === 0) return;
  const current = regions.findIndex((region) => region.contains(document.activeElement));
  const next = (current + (backwards ? -1 : 1) + regions.length) % regions.length;
  const region = regions[next];
  const target = region?.querySelector<HTMLElement>(
    '[data-region-focus], [aria-current="page"], [tabindex="0"], a, button, textarea, input',
  );
  (target ?? region)?.focus();
}
