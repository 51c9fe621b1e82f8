import type { MyRoom } from "@parley/protocol";
import { FaultyProxy } from "../src/faults/faulty-proxy.ts";
import { unreachable } from "./complaints.ts";
import type { Person } from "./person.ts";
import { expect, test, unique } from "./story.ts";

const words = ["First", "Second", "Third", "Fourth"];

/** What the room says of these words, in its order and as often as they stand there. */
async function said(reader: Person, room: MyRoom): Promise<string[]> {
  type Page = { events: { type: string; body?: string }[] };
  const { events } = await reader.call<Page>("GET", `/rooms/${room.room.id}/history?limit=200`);
  return events.flatMap(({ type, body }) => (type === "message.created" ? [body!] : []));
}

async function seesEachOnce(reader: Person, author: Person): Promise<void> {
  for (const body of words) await expect(reader.message(author.name, body)).toHaveCount(1);
  const shown = reader.timeline.getByRole("listitem", { name: new RegExp(`: (${words.join("|")})$`) });
  const labels = await shown.evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-label") ?? ""));
  expect(labels.map((label) => label.split(": ").at(-1))).toEqual(words);
}

test.describe("without a network", () => {
  test("what Ada writes waits, and is sent once and in order when she is back", async ({ meet, server }) => {
    const proxy = await FaultyProxy.listen(server.port);
    try {
      const [ada, grace] = await Promise.all([meet("Ada", { url: proxy.url }), meet("Grace")]);
      ada.complaints.expect(unreachable);
      const room = await ada.createRoom(unique("Train"));
      await grace.join(room);
      await ada.openRoom(room);
      await grace.openRoom(room);
      await ada.say(room.room.name, "Before the tunnel");
      await expect(grace.message("Ada", "Before the tunnel")).toBeVisible();

      await ada.context.setOffline(true);
      proxy.weather.refuse = true;
      proxy.cut();
      await expect(ada.page.getByText("You are offline. What you write is sent when you are back.")).toBeVisible();
      await ada.say(room.room.name, ...words);
      for (const body of words) await expect(ada.unsent(body)).toBeVisible();
      await expect(ada.page.getByText("Waiting for the connection")).toHaveCount(words.length);
      await grace.say(room.room.name, "Are you there?");
      await expect(grace.message("Grace", "Are you there?")).toBeVisible();
      await expect(grace.page.getByText("First", { exact: true })).toHaveCount(0);

      proxy.clearUp();
      await ada.context.setOffline(false);
      await seesEachOnce(grace, ada);
      await seesEachOnce(ada, ada);
      await expect(ada.message("Grace", "Are you there?")).toHaveCount(1);
      await expect(ada.page.getByText("Waiting for the connection")).toHaveCount(0);
      expect(await said(grace, room)).toEqual(["Before the tunnel", "Are you there?", ...words]);
    } finally {
      await proxy.close();
    }
  });

  test("what is cut off while it is sent arrives once", async ({ meet, server }) => {
    const proxy = await FaultyProxy.listen(server.port);
    try {
      const [ada, grace] = await Promise.all([meet("Ada", { url: proxy.url }), meet("Grace")]);
      ada.complaints.expect(unreachable);
      const room = await ada.createRoom(unique("Lift"));
      await grace.join(room);
      await ada.openRoom(room);
      await grace.openRoom(room);
      await ada.say(room.room.name, "Hello");
      await expect(grace.message("Ada", "Hello")).toBeVisible();

      // The server hears her, she does not hear the server: no acknowledgement comes.
      proxy.weather.swallow.toClient = true;
      await ada.say(room.room.name, ...words);
      await expect(grace.message("Ada", "First")).toBeVisible();
      await expect(ada.unsent("First")).toBeVisible();
      proxy.cut();
      proxy.clearUp();
      await seesEachOnce(grace, ada);
      await seesEachOnce(ada, ada);
      expect(await said(grace, room)).toEqual(["Hello", ...words]);
    } finally {
      await proxy.close();
    }
  });

  test("what waits is still there when the page is closed and opened again", async ({ meet }) => {
    const [ada, grace] = await Promise.all([meet("Ada"), meet("Grace")]);
    ada.complaints.expect(unreachable);
    const room = await ada.createRoom(unique("Cellar"));
    await grace.join(room);
    await grace.openRoom(room);
    // All comes through but what she writes.
    let through = false;
    await ada.context.routeWebSocket("**/ws", (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((frame) => {
        if (through || !frame.includes("messages.send")) server.send(frame);
      });
    });
    await ada.openRoom(room);
    await ada.say(room.room.name, ...words);
    for (const body of words) await expect(ada.unsent(body)).toBeVisible();
    await ada.page.reload();
    for (const body of words) await expect(ada.unsent(body)).toBeVisible();
    await ada.page.close();
    expect(await said(grace, room)).toEqual([]);

    through = true;
    await ada.openRoom(room);
    await seesEachOnce(grace, ada);
    await seesEachOnce(ada, ada);
    expect(await said(grace, room)).toEqual(words);
  });
});

test("a server killed and started again in the middle of a talk loses nothing and doubles nothing", async ({
  meet,
  ownServer,
}) => {
  const { url } = ownServer;
  const [ada, grace] = await Promise.all([meet("Ada", { url }), meet("Grace", { url })]);
  for (const person of [ada, grace]) person.complaints.expect(unreachable);
  const room = await ada.createRoom(unique("Storm"));
  await grace.join(room);
  await ada.openRoom(room);
  await grace.openRoom(room);
  await ada.say(room.room.name, "First");
  await expect(grace.message("Ada", "First")).toBeVisible();

  await ownServer.kill();
  await ada.say(room.room.name, "Second", "Third", "Fourth");
  await expect(ada.unsent("Second")).toBeVisible();
  await expect(ada.unsent("Fourth")).toBeVisible();
  await expect(ada.page.getByText("Connection lost.")).toBeVisible();
  await ownServer.start();
  const tryNow = ada.page.getByRole("button", { name: "Try now" });
  if (await tryNow.isVisible()) await tryNow.click().catch(() => {});
  await seesEachOnce(ada, ada);
  // A server that was away for long is looked for every half minute at most.
  await expect(grace.message("Ada", "Fourth")).toBeVisible({ timeout: 40_000 });
  await seesEachOnce(grace, ada);
  expect(await said(grace, room)).toEqual(words);
  await grace.say(room.room.name, "All there");
  await expect(ada.message("Grace", "All there")).toHaveCount(1);
});
