import type { OperationInput, OperationOutput, TimelineEvent } from "@parley/protocol";
import { AppError } from "../../kernel/app-error.ts";
import type { CallerContext } from "../../kernel/operation.ts";
import { topics } from "../../kernel/topics.ts";
import type { Bus } from "../../ports/bus.ts";
import type { Rooms } from "../rooms/index.ts";
import type { GroupCommit } from "./group-commit.ts";
import { messageCreated, storableBody, type NewMessage } from "./message.ts";
import type { StoredBatch } from "./message-store.ts";

/** The story of a message: may they write here, is it stored, and the answer says where it stands. */
export async function sendMessage(
  { rooms, groupCommit }: { rooms: Pick<Rooms, "requireMember">; groupCommit: GroupCommit },
  input: OperationInput<"messages.send">,
  { caller }: CallerContext,
): Promise<OperationOutput<"messages.send">> {
  await rooms.requireMember(input.roomId, caller.user.id);
  const stored = await groupCommit.add({
    roomId: input.roomId,
    sender: caller.user,
    clientId: input.clientId,
    kind: input.kind ?? "text",
    body: storableBody(input.body),
  });
  if (!stored) throw new AppError("not_found");
  return { room: input.roomId, seq: stored.seq, at: stored.at.toISOString(), clientId: input.clientId };
}

/** Tells the world of a committed batch: one publication for each room in it. */
export function announceMessages(bus: Bus, batch: readonly NewMessage[], { stored }: StoredBatch): void {
  const news = new Map<string, { events: TimelineEvent[]; messageCount: number }>();
  batch.forEach((message, i) => {
    const place = stored[i];
    if (!place?.isNew) return;
    const room = news.get(message.roomId) ?? { events: [], messageCount: 0 };
    room.events.push(messageCreated(message, place));
    room.messageCount = Math.max(room.messageCount, place.ordinal);
    news.set(message.roomId, room);
  });
  for (const [room, { events, messageCount }] of news) {
    bus.publish(topics.room(room), { room, events, messageCount });
  }
}
