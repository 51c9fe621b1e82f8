import type { EphemeralEvent, MyRoom, ReadState, TimelineEvent } from "@parley/protocol";

/*
 * How one of my rooms changes. Unread is never counted up or down: it is the messages of the room minus those that I
 * have read, and both are only ever taken from the server together with their position.
 */

type Activity = Extract<EphemeralEvent, { type: "room.activity" }>;

const readCount = (entry: MyRoom) => entry.messageCount - entry.unread;

/** With another count of messages, or of those that I have read. */
function recounted(entry: MyRoom, messageCount: number, read: number): MyRoom {
  return { ...entry, messageCount, unread: Math.max(0, messageCount - read) };
}

/** With the next event of the room; undefined if events between are missing, so that counting is not possible. */
export function withEvent(entry: MyRoom, event: TimelineEvent): MyRoom | undefined {
  if (event.seq <= entry.seq) return entry;
  if (event.seq > entry.seq + 1) return undefined;
  const next = { ...entry, seq: event.seq, room: withMembers(entry.room, event) };
  if (event.type !== "message.created") return next;
  const counted = recounted(next, entry.messageCount + 1, readCount(entry));
  return { ...counted, lastEvent: event, lastActivityAt: event.at };
}

function withMembers(room: MyRoom["room"], event: TimelineEvent): MyRoom["room"] {
  if (event.type === "member.joined") return { ...room, memberCount: room.memberCount + 1 };
  if (event.type === "member.left") return { ...room, memberCount: Math.max(0, room.memberCount - 1) };
  return room;
}

/** With news of a room that is not open. */
export function withActivity(entry: MyRoom, { seq, messageCount, at }: Activity): MyRoom {
  if (seq <= entry.seq) return entry;
  const counted = recounted(entry, Math.max(messageCount, entry.messageCount), readCount(entry));
  return { ...counted, seq, lastActivityAt: at };
}

/** With a read position that the server has confirmed. */
export function withRead(entry: MyRoom, state: ReadState): MyRoom {
  if (state.readSeq < entry.readSeq) return entry;
  return { ...recounted(entry, entry.messageCount, state.messageCount - state.unread), readSeq: state.readSeq };
}

/** With a read position that is on its way to the server. Only at the room's end is it known what it leaves unread. */
export function readToEnd(entry: MyRoom): MyRoom {
  return { ...entry, readSeq: entry.seq, unread: 0 };
}

/** What was told by a page of the list, unless live events have told newer things since it was asked for. */
export function merged(entry: MyRoom | undefined, told: MyRoom): MyRoom {
  if (entry === undefined || told.seq >= entry.seq) {
    return entry === undefined || told.readSeq >= entry.readSeq
      ? told
      : withRead(told, { readSeq: entry.readSeq, unread: entry.unread, messageCount: entry.messageCount });
  }
  const { messageCount, seq, lastEvent, lastActivityAt } = entry;
  const newer = told.readSeq >= entry.readSeq ? told : entry;
  return { ...recounted({ ...told, readSeq: newer.readSeq }, messageCount, readCount(newer)), seq, lastEvent, lastActivityAt };
}
