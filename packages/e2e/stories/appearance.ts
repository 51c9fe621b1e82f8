import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import type { Screen } from "./screens.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const themes = ["light", "dark"] as const;
/** A wide window, a tablet, a phone; and a window of 1280 at 400 %. Those with `axe` are looked at closely, in both themes. */
const windows = [
  { width: 1440, height: 900, axe: true },
  { width: 768, height: 1024, axe: false },
  { width: 390, height: 844, axe: true },
  { width: 320, height: 640, axe: false },
];

/** Nothing on the screen is hard to read, to name or to hit, and nothing sticks out at the side, wide or narrow, light or dark. */
export async function expectForEverybody(page: Page, screens: readonly Screen[]): Promise<void> {
  for (const { axe, ...size } of windows) {
    await page.setViewportSize(size);
    for (const screen of screens) {
      await screen.show();
      const where = `${screen.name}, ${size.width} wide`;
      expect.soft(await sticksOut(page), `${where}: sticks out`).toEqual([]);
      for (const theme of axe ? themes : []) {
        await page.emulateMedia({ colorScheme: theme });
        await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
        expect.soft(await violations(page), `${where}, ${theme}`).toEqual([]);
      }
    }
  }
}

async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze();
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.any[0]?.message ?? node.failureSummary}`));
}

/** What does not fit into the window from side to side: the page itself if it scrolls, and controls out of reach. */
function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const controls = [...document.querySelectorAll<HTMLElement>("a, button, input, textarea, select, [role=option], [role=menuitem], h1, h2")];
    const outside = controls.filter((control) => {
      const { left, right, width, height } = control.getBoundingClientRect();
      const hidden = width <= 1 || height <= 1 || !control.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      return !hidden && getComputedStyle(control).clipPath === "none" && (left < -0.5 || right > innerWidth + 0.5);
    });
    return [...(scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`] : []), ...outside.map((control) => control.outerHTML.slice(0, 200))];
  });
}
