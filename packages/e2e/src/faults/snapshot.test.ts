import type { MyRoom, TimelineEvent } from "@parley/protocol";
import { expect, test } from "vitest";
import { compare } from "./snapshot-case.ts";
import { apply, type Arrival } from "./snapshot.ts";

const at = "2026-11-20T10:00:00.000Z";
const ada = { id: "ada", username: "ada", displayName: "Ada" };
const base = { room: "room", at };
const message = (seq: number): TimelineEvent => ({
  type: "message.created",
  ...base,
  seq,
  sender: ada,
  clientId: `${seq}`,
  kind: "text",
  body: "hello",
});
const joined = (seq: number): TimelineEvent => ({
  type: "member.joined",
  ...base,
  seq,
  user: ada,
  role: "member",
  by: null,
});

const entry: MyRoom = {
  room: {
    id: "room",
    name: "Room",
    description: "",
    category: "general",
    visibility: "public",
    memberCount: 1,
    createdAt: at,
  },
  role: "member",
  joinedAt: at,
  seq: 2,
  readSeq: 2,
  unread: 0,
  messageCount: 0,
  lastActivityAt: at,
  lastEvent: null,
};
const arrivals: readonly Arrival[] = [
  { kind: "asked for rooms" },
  { kind: "rooms", rooms: [entry] },
  { kind: "event", event: message(3) },
  { kind: "event", event: joined(4) },
  { kind: "event", event: { type: "me.read", room: "room", readSeq: 4, unread: 0, messageCount: 1 } },
  { kind: "event", event: message(5) },
];
const fresh = new Map([
  [
    "room",
    {
      ...entry,
      seq: 5,
      readSeq: 4,
      unread: 1,
      messageCount: 2,
      lastEvent: message(5),
      room: { ...entry.room, memberCount: 2 },
    },
  ],
]);

test("a snapshot and all that follows it add up to what is read afresh", () => {
  expect(compare(apply(arrivals, "grace"), fresh)).toBeNull();
});

test.each([2, 3, 4, 5])("they do not when what came as number %i was lost", (lost) => {
  const without = arrivals.toSpliced(lost, 1);
  const difference = (): string | null => compare(apply(without, "grace"), fresh);
  // A lost durable event shows as a gap at the next one, if there is one.
  expect(lost === 2 || lost === 3 ? attempt(difference) : difference()).not.toBeNull();
});

test("a room that is lost while the list is on its way stays lost", () => {
  const removed: Arrival = { kind: "event", event: { type: "me.room_removed", room: "room", reason: "removed" } };
  expect(apply(arrivals.slice(0, 2).toSpliced(1, 0, removed), "grace").size).toBe(0);
});

function attempt(work: () => string | null): string | null {
  try {
    return work();
  } catch (error) {
    return (error as Error).message;
  }
}

test("a room may be read before what was read is told", () => {
  const early = [arrivals[0]!, arrivals[1]!, arrivals[4]!, arrivals[2]!, arrivals[3]!, arrivals[5]!];
  expect(compare(apply(early, "grace"), fresh)).toBeNull();
});
