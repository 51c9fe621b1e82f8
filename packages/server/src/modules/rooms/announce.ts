import type { MyRoom, User } from "@parley/protocol";
import { topics } from "../../kernel/topics.ts";
import type { Recorded } from "./room-store.ts";
import type { RoomsParts } from "./rooms-parts.ts";
import { peopleOf, roomEventView, type People } from "./timeline-view.ts";

type Leaving = "left" | "removed" | "deleted";

/** Rights that changed take hold first, so that nobody sees what happened after they went. */
export function announceMemberships({ bus }: Pick<RoomsParts, "bus">, room: string, userIds: string[] | null): void {
  bus.publish(topics.membershipsChanged, { room, userIds });
}

export function announceRemoved(
  { bus }: Pick<RoomsParts, "bus">,
  room: string,
  userIds: readonly string[],
  reason: Leaving,
  seq: number,
): void {
  for (const userId of userIds) {
    bus.publish(topics.user(userId), {
      kind: "membership",
      room,
      member: false,
      seq,
      event: { type: "me.room_removed", room, reason },
    });
  }
}

/**
 * To everybody who has the room open. `known`: people who need not be looked up. What is done is done: when the others
 * cannot be looked up the news is lost, which gateways notice by the seq, and the caller gets their answer.
 */
export async function announceChanges(
  { bus, users, logger }: Pick<RoomsParts, "bus" | "users" | "logger">,
  room: string,
  { events, messageCount }: Recorded,
  known: readonly User[],
): Promise<void> {
  let people: People;
  try {
    people = await lookUp(users, events.flatMap(peopleOf), known);
  } catch (error) {
    logger.warn({ err: error, room }, "could not announce changes of a room");
    return;
  }
  bus.publish(topics.room(room), { room, events: events.map((event) => roomEventView(event, people)), messageCount });
}

export function announceAdded({ bus }: Pick<RoomsParts, "bus">, userId: string, room: MyRoom): void {
  bus.publish(topics.user(userId), {
    kind: "membership",
    room: room.room.id,
    member: true,
    seq: room.seq,
    event: { type: "me.room_added", room },
  });
}

async function lookUp(users: RoomsParts["users"], ids: readonly string[], known: readonly User[]): Promise<People> {
  const people = new Map(known.map((user) => [user.id, user]));
  const missing = ids.filter((id) => !people.has(id));
  if (missing.length > 0) for (const [id, user] of await users.byIds(missing)) people.set(id, user);
  return people;
}
