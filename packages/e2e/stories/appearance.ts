import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import type { Screen } from "./screens.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** Of these, the ones that a change of theme can break. */
const rulesOfColour = ["color-contrast", "link-in-text-block"];

/** A wide window, and a phone; each then made narrower: to a tablet, and to what is left of 1280 at 400 %. */
const windows = [
  { size: { width: 1440, height: 900 }, narrower: { width: 768, height: 1024 } },
  { size: { width: 390, height: 844 }, narrower: { width: 320, height: 640 } },
];

/** Menus are put into their new place some frames after the window has changed. */
const atLast = expect.configure({ soft: true });

/** Nothing on the screen is hard to read, to name or to hit, and nothing sticks out at the side, wide or narrow, light or dark. */
export async function expectForEverybody(page: Page, screens: readonly Screen[]): Promise<void> {
  for (const screen of screens) {
    for (const { size, narrower } of windows) {
      await page.setViewportSize(size);
      await turn(page, "light");
      await screen.show();
      const where = `${screen.name}, ${size.width} wide`;
      const axe = (): AxeBuilder => new AxeBuilder({ page }).setLegacyMode();
      await atLast.poll(() => sticksOut(page), { message: `${where}: sticks out` }).toEqual([]);
      expect.soft(await violations(axe().withTags(rules)), `${where}, light`).toEqual([]);
      await turn(page, "dark");
      expect.soft(await violations(axe().withRules(rulesOfColour)), `${where}, dark`).toEqual([]);
      await page.setViewportSize(narrower);
      const message = `${screen.name}, ${narrower.width} wide: sticks out`;
      await atLast.poll(() => sticksOut(page), { message }).toEqual([]);
    }
  }
}

async function turn(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
}

async function violations(axe: AxeBuilder): Promise<string[]> {
  const found = await axe.analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.any[0]?.message ?? node.failureSummary}`),
  );
}

/** What does not fit into the window from side to side: the page itself if it scrolls, and controls out of reach. */
function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const controls = [
      ...document.querySelectorAll<HTMLElement>(
        "a, button, input, textarea, select, [role=option], [role=menuitem], h1, h2",
      ),
    ];
    // Words for the ear only are cut away, and so are links that show themselves when they have the focus.
    const isCut = (element: Element | null): boolean =>
      element !== null && (getComputedStyle(element).clipPath !== "none" || isCut(element.parentElement));
    const outside = controls.filter((control) => {
      const { left, right } = control.getBoundingClientRect();
      const isShown = control.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !isCut(control);
      return isShown && (left < -0.5 || right > innerWidth + 0.5);
    });
    return [
      ...(scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`] : []),
      ...outside.map((control) => control.outerHTML.slice(0, 200)),
    ];
  });
}
