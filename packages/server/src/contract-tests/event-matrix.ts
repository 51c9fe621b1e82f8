import { randomUUID } from "node:crypto";
import type { EventName } from "@parley/protocol";
import type { Scene, Who } from "./scene.ts";

export interface EventRow {
  /** Makes the event happen in the room. */
  happen(scene: Scene, room: string): Promise<unknown>;
  /** Who hears of it; everybody else must not. */
  readonly heardBy: readonly Who[];
  /** Whether the members' sockets have the room live (else they only know of it), and from which seq. */
  readonly listening: "from the start" | "live" | "passive";
}

const members: readonly Who[] = ["owner", "member"];

/** Every event: who hears of it on an open socket. `server.reconnect` goes to all and has its test with the draining. */
export const eventMatrix: { readonly [N in Exclude<EventName, "server.reconnect">]: EventRow } = {
  "message.created": {
    happen: ({ people }, room) =>
      people.member.call("messages.send", { roomId: room, clientId: randomUUID(), body: "psst" }),
    heardBy: members,
    listening: "live",
  },
  "room.created": { happen: async () => undefined, heardBy: members, listening: "from the start" },
  "member.joined": {
    happen: ({ people }, room) =>
      people.owner.call("rooms.addMember", { roomId: room, username: people.former.user.username }),
    heardBy: members,
    listening: "live",
  },
  // Who goes hears so by `me.room_removed`; the room's own events have ended for them.
  "member.left": {
    happen: ({ people }, room) =>
      people.owner.call("rooms.removeMember", { roomId: room, userId: people.member.user.id }),
    heardBy: ["owner"],
    listening: "live",
  },
  "member.role_changed": {
    happen: ({ people }, room) => people.owner.call("rooms.leave", { roomId: room }),
    heardBy: ["member"],
    listening: "live",
  },
  "room.deleted": {
    happen: ({ people }, room) => people.owner.call("rooms.delete", { roomId: room }),
    heardBy: members,
    listening: "live",
  },
  "room.activity": {
    happen: ({ people }, room) =>
      people.owner.call("messages.send", { roomId: room, clientId: randomUUID(), body: "psst" }),
    heardBy: members,
    listening: "passive",
  },
  "me.room_added": {
    happen: ({ people }, room) =>
      people.owner.call("rooms.addMember", { roomId: room, username: people.former.user.username }),
    heardBy: ["former"],
    listening: "live",
  },
  "me.room_removed": {
    happen: ({ people }, room) =>
      people.owner.call("rooms.removeMember", { roomId: room, userId: people.member.user.id }),
    heardBy: ["member"],
    listening: "live",
  },
  "me.read": {
    happen: ({ people }, room) => people.member.call("rooms.markRead", { roomId: room, seq: 6 }),
    heardBy: ["member"],
    listening: "live",
  },
};
