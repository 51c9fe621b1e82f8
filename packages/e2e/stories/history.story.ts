import type { MyRoom } from "@parley/protocol";
import type { Locator, Page } from "@playwright/test";
import { FaultyProxy } from "../src/faults/faulty-proxy.ts";
import type { Person } from "./person.ts";
import { expect, test, unique } from "./story.ts";

const many = 1_200;
const atOnce = 60;

/** A room with as many messages, some of them of several lines. */
async function longTalk(author: Person, name: string): Promise<MyRoom> {
  const room = await author.createRoom(name);
  for (let from = 1; from <= many; from += atOnce) {
    const numbers = Array.from({ length: atOnce }, (_, index) => from + index);
    await Promise.all(
      numbers.map((number) =>
        author.send(room, number % 7 === 0 ? `No. ${number}\nwith\nmore lines` : `No. ${number}`),
      ),
    );
  }
  return room;
}

/** The first row that is shown as a whole, by its key, and how far from the top it stands. */
function firstRow(scroller: Locator): Promise<{ key: string; top: number }> {
  return scroller.evaluate((view) => {
    const edge = view.getBoundingClientRect().top;
    const rows = [...view.querySelectorAll<HTMLElement>("[data-row]")];
    const row = rows.find((candidate) => candidate.getBoundingClientRect().top >= edge);
    return { key: row?.dataset["row"] ?? "", top: row?.getBoundingClientRect().top ?? 0 };
  });
}

function topOf(scroller: Locator, key: string): Promise<number> {
  return scroller.evaluate((view, wanted) => {
    const row = [...view.querySelectorAll<HTMLElement>("[data-row]")].find(({ dataset }) => dataset["row"] === wanted);
    return row?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
  }, key);
}

/** Two frames later all that was waiting to be drawn is drawn. */
function drawn(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );
}

test("a long talk is read back to its beginning, without a jump and without growing", async ({ meet, server }) => {
  const proxy = await FaultyProxy.listen(server.port);
  try {
    const ada = await meet("Ada", { url: proxy.url });
    const room = await longTalk(ada, unique("Long talk"));
    await ada.openRoom(room);
    await expect(ada.message("Ada", `No. ${many}`)).toBeInViewport();
    const scroller = ada.timeline.locator("xpath=..");
    const loading = ada.page.getByText("Loading earlier messages");
    const beginning = ada.page.getByText("This is where the room began");
    const elements = (): Promise<number> => ada.page.evaluate(() => document.querySelectorAll("*").length);
    const atFirst = await elements();

    // A line so slow that a page comes when the eye is already where it will be put.
    proxy.weather.delayMs = 100;
    let pages = 0;
    for (let turn = 0; turn < 200 && !(await beginning.isVisible()); turn++) {
      await scroller.evaluate((view) => view.scrollBy({ top: -2_500, behavior: "instant" }));
      await drawn(ada.page);
      if (!(await loading.isVisible())) continue;
      const before = await firstRow(scroller);
      await expect(loading).toBeHidden();
      await drawn(ada.page);
      expect(
        Math.abs((await topOf(scroller, before.key)) - before.top),
        `page ${pages}: row ${before.key} has moved`,
      ).toBeLessThanOrEqual(2);
      expect(await elements()).toBeLessThan(atFirst + 1_000);
      pages++;
    }
    await expect(beginning).toBeVisible();
    expect(pages).toBeGreaterThan(5);
    await expect(ada.message("Ada", "No. 1")).toBeVisible();

    await ada.button("Jump to latest").click();
    await expect(ada.message("Ada", `No. ${many}`)).toBeInViewport();
    await expect(ada.button("Jump to latest")).toHaveCount(0);
  } finally {
    await proxy.close();
  }
});
