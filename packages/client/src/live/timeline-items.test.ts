import { expect, test } from "vitest";
import { ParleyError } from "../errors.ts";
import type { QueuedMessage } from "../requests/room-line.ts";
import { ada, bo, message } from "./events-for-tests.ts";
import { TimelineItems } from "./timeline-items.ts";

const echo = (clientId: string, state: QueuedMessage["state"] = "queued"): QueuedMessage => ({
  entry: { clientId, userId: ada.id, roomId: "room", body: "x", at: 7, position: 7, owner: "page" },
  state,
});

test("unsent messages stand behind the events, with their state", () => {
  const failed = { ...echo("c2", "failed"), error: new ParleyError("invalid_input") };
  const items = new TimelineItems().list([message(1)], [echo("c1"), failed], ada.id);
  expect(items.map(({ kind, key }) => [kind, key])).toEqual([
    ["event", "1"],
    ["echo", "c1"],
    ["echo", "c2"],
  ]);
  expect(items[2]).toMatchObject({ state: "failed", at: 7, error: { code: "invalid_input" } });
});

test("an echo gives way to its event and leaves it its key", () => {
  const event = { ...message(1, "x", ada), clientId: "c1" };
  const items = new TimelineItems().list([event], [echo("c1")], ada.id);
  expect(items).toEqual([{ kind: "event", key: "c1", event }]);
});

test("somebody else's message with my client id takes neither my echo's place nor its key", () => {
  const event = { ...message(1, "x", bo), clientId: "c1" };
  const items = new TimelineItems().list([event], [echo("c1")], ada.id);
  expect(items.map(({ kind, key }) => [kind, key])).toEqual([
    ["event", "1"],
    ["echo", "c1"],
  ]);
});

test("items stay the same objects while nothing changed", () => {
  const items = new TimelineItems();
  const [events, echoes] = [[message(1), message(2)], [echo("c1")]];
  const before = items.list(events, echoes, ada.id);
  const after = items.list([...events, message(3)], echoes, ada.id);
  expect([after[0], after[1], after[3]]).toEqual(before);
  expect(after[0]).toBe(before[0]);
  expect(after[3]).toBe(before[2]);
});
