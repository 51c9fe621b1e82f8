import type { OperationInput, ReadState } from "@parley/protocol";
import { AppError } from "../../kernel/app-error.ts";
import { topics } from "../../kernel/topics.ts";
import { findMyRoom, moveReadPosition } from "./my-rooms-store.ts";
import { ensureMember } from "./room-policy.ts";
import { readStateView } from "./room-view.ts";
import type { RoomsParts } from "./rooms-parts.ts";

export async function markRead(
  { store, bus, memberships }: Pick<RoomsParts, "store" | "bus" | "memberships">,
  userId: string,
  { roomId, seq }: OperationInput<"rooms.markRead">,
): Promise<ReadState> {
  const moved = await moveReadPosition(store, roomId, userId, seq);
  if (moved) {
    const state = readStateView(moved);
    bus.publish(topics.user(userId), { kind: "event", event: { type: "me.read", room: roomId, ...state } });
    return state;
  }
  ensureMember(await memberships.standing(roomId, userId));
  const room = await findMyRoom(store, userId, roomId);
  if (!room) throw new AppError("not_found");
  return readStateView(room);
}
