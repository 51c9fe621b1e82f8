import { expect, type Locator, type Page } from "@playwright/test";

const stepsMax = 60;

/** How an element and what is around it look, as far as a focus ring may show there. */
function look(target: Locator): Promise<string> {
  return target.evaluate((element) => {
    const around: string[] = [];
    for (let each: Element | null = element; each !== null && around.length < 3; each = each.parentElement) {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } =
        getComputedStyle(each);
      around.push([outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor].join(" "));
    }
    return around.join(" / ");
  });
}

/** Presses Tab until the target has the focus, and checks that one sees it there. */
export async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await expect(target).toBeVisible();
  const hasFocus = (): Promise<boolean> => target.evaluate((element) => element === document.activeElement);
  if (await hasFocus()) return;
  const before = await look(target);
  for (let step = 0; step < stepsMax; step++) {
    await page.keyboard.press(key);
    if (!(await hasFocus())) continue;
    await expect
      .poll(() => look(target), { message: `${String(target)} shows that it has the focus` })
      .not.toBe(before);
    return;
  }
  throw new Error(`${stepsMax} times ${key} did not lead to ${String(target)}`);
}
