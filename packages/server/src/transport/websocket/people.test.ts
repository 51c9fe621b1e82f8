import type { EphemeralEvent, User } from "@parley/protocol";
import { beforeEach, expect, test } from "vitest";
import { topics } from "../../kernel/topics.ts";
import type { Bus } from "../../ports/bus.ts";
import { FanOut } from "./fan-out.ts";
import type { LiveSocket } from "./live-socket.ts";
import { Outgoing } from "./outgoing.ts";
import { People } from "./people.ts";
import { TurnEnd } from "./turn-end.ts";

const ada: User = { id: "ada", username: "ada", displayName: "Ada" };

let listeners: Map<string, (message: never) => void>;
let told: string[];
let socket: LiveSocket;
let people: People;

beforeEach(async () => {
  listeners = new Map();
  told = [];
  const bus: Bus = {
    publish: () => {},
    subscribe(topic, listener) {
      listeners.set(topic.name, listener);
      return () => listeners.delete(topic.name);
    },
  };
  const record = (bytes: Buffer): void => {
    for (const [, type] of bytes.toString("latin1").matchAll(/"type":"(me\.[a-z_]+)"/g)) told.push(type!);
  };
  const raw = { writable: true, writableLength: 0, write: record, cork() {}, uncork() {} };
  const out = new Outgoing(raw as never, new TurnEnd(), { soft: 1e9, hard: 1e9 }, () => {});
  socket = { user: ada, sessionId: "session", out, rooms: new Set(), liveRooms: 0, close() {} };
  people = new People(bus, new FanOut(bus, { range: () => Promise.resolve([]) }), () => Promise.resolve([]));
  await people.add(socket);
});

function hear(member: boolean, seq: number): void {
  const event: EphemeralEvent = member
    ? ({ type: "me.room_added", room: {} } as EphemeralEvent)
    : { type: "me.room_removed", room: "room", reason: "removed" };
  listeners.get(topics.user(ada.id).name)?.({ kind: "membership", room: "room", member, seq, event } as never);
  socket.out.flush();
}

test("who is removed has the room no longer, and who comes back has it again", () => {
  hear(true, 3);
  expect(socket.rooms).toEqual(new Set(["room"]));
  hear(false, 5);
  expect(socket.rooms).toEqual(new Set());
  hear(true, 7);
  expect(socket.rooms).toEqual(new Set(["room"]));
  expect(told).toEqual(["me.room_added", "me.room_removed", "me.room_added"]);
});

test("news of a removal that comes after news of the return does not put the person out", () => {
  hear(true, 7);
  hear(false, 5);
  expect(socket.rooms).toEqual(new Set(["room"]));
  expect(told).toEqual(["me.room_added"]);
});
