import { withDatabase } from "../src/faults/stored-rooms.ts";
import { expect, test, unique } from "./story.ts";

test("two people find each other in a room and talk live, and a reload keeps all", async ({ meet }) => {
  const [ada, grace] = await Promise.all([meet("Ada"), meet("Grace")]);
  const name = unique("Reading group");
  await ada.open();
  await ada.page.getByRole("main").getByRole("button", { name: "Create a room" }).click();
  const dialog = ada.page.getByRole("dialog", { name: "Create a room" });
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await dialog.getByRole("textbox", { name: /^Description/ }).fill("One book a month");
  await dialog.getByRole("combobox", { name: "Category" }).selectOption("Hobby");
  await dialog.getByRole("button", { name: "Create room" }).click();
  await expect(ada.heading(name)).toBeVisible();
  await expect(ada.page.getByText("You created this room")).toBeVisible();

  await grace.open();
  await grace.page.getByRole("link", { name: "Browse rooms" }).click();
  await grace.page.getByRole("searchbox", { name: "Search rooms" }).fill(name.slice(-6));
  await grace.button(`Join ${name}`).click();
  await expect(grace.heading(name)).toBeVisible();
  await expect(ada.page.getByText("Grace joined")).toBeVisible();

  await ada.say(name, "Which book first?");
  await expect(grace.message("Ada", "Which book first?")).toBeVisible();
  await grace.say(name, "Middlemarch", "It is long, though");
  await expect(ada.message("Grace", "Middlemarch")).toBeVisible();
  await expect(ada.message("Grace", "It is long, though")).toBeVisible();

  for (const { page } of [ada, grace]) await page.reload();
  for (const person of [ada, grace]) {
    for (const [author, body] of [
      ["Ada", "Which book first?"],
      ["Grace", "Middlemarch"],
      ["Grace", "It is long, though"],
    ] as const) {
      await expect(person.message(author, body)).toHaveCount(1);
    }
  }
});

test("messages stand under their author's name once, and under the day they were written", async ({ meet, server }) => {
  const [ada, grace] = await Promise.all([meet("Ada"), meet("Grace")]);
  const room = await ada.createRoom(unique("Diary"));
  await grace.join(room);
  await ada.send(room, "Written yesterday");
  await withDatabase(server.databaseUrl, async (database) => {
    for (const table of ["messages", "room_events"]) {
      await database.query(`update ${table} set at = at - interval '1 day' where room_id = $1`, [room.room.id]);
    }
  });
  for (const body of ["One", "Two"]) await ada.send(room, body);
  await grace.send(room, "Three");
  await ada.send(room, "Four");

  await ada.openRoom(room);
  await expect(ada.message("Ada", "Four")).toBeVisible();
  await expect(ada.timeline.getByText("Yesterday", { exact: true })).toHaveCount(1);
  await expect(ada.timeline.getByText("Today", { exact: true })).toHaveCount(1);
  // A head shows the author: one for yesterday, one for the first two, one for Grace's, one for the last.
  await expect(ada.timeline.getByText("Ada", { exact: true })).toHaveCount(3);
  await expect(ada.timeline.getByText("Grace", { exact: true })).toHaveCount(1);
  await expect(ada.message("Ada", "One").getByText("Ada", { exact: true })).toBeVisible();
  await expect(ada.message("Ada", "Two").getByText("Ada", { exact: true })).toHaveCount(0);
});

test("a room that is not open counts what is unread, until it is read", async ({ meet }) => {
  const [ada, grace] = await Promise.all([meet("Ada"), meet("Grace")]);
  const [garden, kitchen] = await Promise.all([ada.createRoom(unique("Garden")), ada.createRoom(unique("Kitchen"))]);
  await grace.join(garden);
  await ada.openRoom(kitchen);
  await grace.openRoom(garden);
  await grace.say(garden.room.name, "The roses are out");
  await expect(ada.roomLink(garden.room.name, 1)).toBeVisible();
  await grace.say(garden.room.name, "Come and see");
  await expect(ada.roomLink(garden.room.name, 2)).toBeVisible();
  await expect(ada.page).toHaveTitle(`(2) ${kitchen.room.name} · Parley`);

  await ada.roomLink(garden.room.name, 2).click();
  await expect(ada.message("Grace", "Come and see")).toBeVisible();
  await expect(ada.timeline.getByText("New", { exact: true })).toHaveCount(1);
  await expect(ada.roomLink(garden.room.name)).toBeVisible();
  await ada.page.reload();
  await expect(ada.message("Grace", "Come and see")).toBeVisible();
  await expect(ada.roomLink(garden.room.name)).toBeVisible();
});

test("a private room is seen by those it has, from the moment they are added to the moment they are removed", async ({
  meet,
}) => {
  const [ada, grace, eve] = await Promise.all([meet("Ada"), meet("Grace"), meet("Eve")]);
  eve.complaints.expect(/status of 404 .*\/api\/v1\/rooms\//);
  grace.complaints.expect(/status of 404 .*\/api\/v1\/rooms\//);
  const room = await ada.createRoom(unique("Surprise party"), { visibility: "private" });
  const { name } = room.room;
  await ada.send(room, "Not a word to Alan");

  await eve.open("/rooms");
  await eve.page.getByRole("searchbox", { name: "Search rooms" }).fill(name);
  await expect(eve.page.getByText("No room fits that")).toBeVisible();
  await eve.page.goto(`${eve.url}/rooms/${room.room.id}`);
  await expect(eve.page.getByText("There is no such room for you")).toBeVisible();

  await grace.open();
  await expect(grace.heading("Welcome, Grace")).toBeVisible();
  await ada.openRoom(room);
  await ada.button("Details and 1 member").click();
  await ada.field("Add somebody").fill(grace.account.username);
  await ada.field("Add somebody").press("Enter");
  await expect(ada.page.getByText("Grace is in the room.")).toBeVisible();
  await grace.roomLink(name, 1).or(grace.roomLink(name)).click();
  await expect(grace.message("Ada", "Not a word to Alan")).toBeVisible();
  await expect(ada.page.getByText("You added Grace")).toBeVisible();

  await ada.button("Remove Grace").click();
  await ada.page.getByRole("alertdialog", { name: "Remove Grace?" }).getByRole("button", { name: "Remove" }).click();
  await expect(grace.messageBox(name)).toHaveCount(0, { timeout: 3_000 });
  await expect(grace.roomLink(name)).toHaveCount(0);
  await expect(grace.page.getByText("Not a word to Alan")).toHaveCount(0);
  await ada.say(name, "She is out again");
  await expect(ada.message("Ada", "She is out again")).toBeVisible();
  await expect(grace.page.getByText("She is out again")).toHaveCount(0);
});

test("a room that its owner deletes is gone from the screens of all", async ({ meet }) => {
  const [ada, grace] = await Promise.all([meet("Ada"), meet("Grace")]);
  grace.complaints.expect(/status of 404 .*\/api\/v1\/rooms\//);
  const room = await ada.createRoom(unique("Old plans"));
  await grace.join(room);
  await ada.openRoom(room);
  await grace.openRoom(room);
  await ada.button("More about this room").click();
  await ada.page.getByRole("menuitem", { name: "Delete room" }).click();
  const question = ada.page.getByRole("alertdialog", { name: `Delete ${room.room.name}?` });
  await question.getByRole("button", { name: "Delete room" }).click();
  await expect(ada.heading("Welcome, Ada")).toBeVisible();
  await expect(grace.messageBox(room.room.name)).toHaveCount(0, { timeout: 3_000 });
  await expect(grace.roomLink(room.room.name)).toHaveCount(0);
});
