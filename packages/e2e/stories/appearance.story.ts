import { expectForEverybody } from "./appearance.ts";
import { screensInside, screensOfNewcomer, screensOutside } from "./screens.ts";
import { expect, test, unique } from "./story.ts";

test("the way in is for everybody, wide or narrow, light or dark", async ({ meet }) => {
  test.slow();
  const [stranger, ada] = await Promise.all([meet("Somebody", { as: "stranger" }), meet("Ada")]);
  await stranger.open();
  await expectForEverybody(stranger.page, screensOutside(stranger));
  await ada.open();
  await expectForEverybody(ada.page, screensOfNewcomer(ada));
});

test("every page inside is for everybody, wide or narrow, light or dark", async ({ meet }) => {
  test.slow();
  const [ada, grace] = await Promise.all([meet("Ada Lovelace"), meet("Grace Hopper")]);
  ada.complaints.expect(/status of 404 .*\/api\/v1\/rooms\//);
  await ada.open();
  await expectForEverybody(ada.page, (await screensInside(ada, grace)).pages);
});

test("every dialog and menu is for everybody, wide or narrow, light or dark", async ({ meet }) => {
  test.slow();
  const [ada, grace] = await Promise.all([meet("Ada Lovelace"), meet("Grace Hopper")]);
  await meet("Ada Lovelace", { again: ada });
  await ada.open();
  await expectForEverybody(ada.page, (await screensInside(ada, grace)).dialogs);
});

test("on a phone there is one column, and a way back to the rooms", async ({ meet }) => {
  const ada = await meet("Ada");
  const room = await ada.createRoom(unique("Garden"));
  await ada.open();
  await ada.page.setViewportSize({ width: 390, height: 844 });
  const rooms = ada.page.getByRole("navigation", { name: "Rooms" });
  const back = ada.page.getByRole("link", { name: "Back to rooms" });
  for (const size of [
    { width: 390, height: 844 },
    { width: 320, height: 640 },
  ]) {
    await ada.page.setViewportSize(size);
    await ada.page.goto(ada.url);
    await ada.roomLink(room.room.name).click();
    await expect(ada.heading(room.room.name)).toBeVisible();
    await expect(rooms).toBeHidden();
    await expect(ada.messageBox(room.room.name)).toBeInViewport();
    await back.click();
    await expect(ada.heading(room.room.name)).toBeHidden();
    await expect(rooms).toBeVisible();
  }
  await ada.page.setViewportSize({ width: 1024, height: 768 });
  await ada.openRoom(room);
  await expect(ada.page.getByRole("navigation", { name: "Rooms" })).toBeVisible();
  await expect(ada.page.getByRole("link", { name: "Back to rooms" })).toBeHidden();
});
