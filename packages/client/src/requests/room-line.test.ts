import { expect, test, vi } from "vitest";
import { RoomLine } from "./room-line.ts";

const queued = (clientId: string, position: number) => ({
  entry: { clientId, userId: "ada", roomId: "room", body: clientId, at: 0, position, owner: "page" },
  state: "queued" as const,
});
const ids = (line: RoomLine) => line.messages.map(({ entry }) => entry.clientId);

test("what another page wrote before takes its place before", () => {
  const line = new RoomLine();
  line.add(queued("now", 10));
  line.add(queued("later", 11));
  line.add(queued("before", 5));
  expect(ids(line)).toEqual(["before", "now", "later"]);
});

test("nothing is next while one is on its way or the line waits; failed ones hold up nobody", () => {
  vi.useFakeTimers();
  const line = new RoomLine();
  line.add({ ...queued("failed", 1), state: "failed" });
  line.add(queued("one", 2));
  line.add(queued("two", 3));
  expect(line.next()?.entry.clientId).toBe("one");
  line.replace({ ...queued("one", 2), state: "sending" });
  expect(line.next()).toBeUndefined();
  line.remove("one");
  line.wait(1_000, () => {});
  expect(line.next()).toBeUndefined();
  vi.advanceTimersByTime(1_000);
  expect(line.next()?.entry.clientId).toBe("two");
  vi.useRealTimers();
});

test("the list is another one only when something changed", () => {
  const line = new RoomLine();
  line.add(queued("one", 1));
  const before = line.messages;
  line.find("one");
  expect(line.messages).toBe(before);
  line.remove("one");
  expect(line.messages).not.toBe(before);
});
