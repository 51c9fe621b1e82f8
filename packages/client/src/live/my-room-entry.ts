import type { EphemeralEvent, MyRoom, ReadState, TimelineEvent } from "@parley/protocol";

/*
 * How one of my rooms changes. Unread is never counted up or down by itself: it is the messages of the room minus those
 * that I have read. Both are only ever taken together with their position, the greater position wins, and so no order
 * in which news comes can make them drift.
 */

export interface MyRoomEntry {
  readonly shown: MyRoom;
  /** Messages up to `readSeq`. May be ahead of the room's count: news of reading can overtake news of what was read. */
  readonly readCount: number;
  /** Members and role are known up to here; news of a room that is not open tells nothing of them. */
  readonly knownSeq: number;
}

type Activity = Extract<EphemeralEvent, { type: "room.activity" }>;

export function entryOf(told: MyRoom): MyRoomEntry {
  return { shown: told, readCount: told.messageCount - told.unread, knownSeq: told.seq };
}

function recounted(shown: MyRoom, readCount: number, knownSeq: number): MyRoomEntry {
  return { shown: { ...shown, unread: Math.max(0, shown.messageCount - readCount) }, readCount, knownSeq };
}

/** With the next event of the room; undefined if events between are missing, so that counting is not possible. */
export function withEvent(entry: MyRoomEntry, event: TimelineEvent, me: string | undefined): MyRoomEntry | undefined {
  const { shown, readCount } = entry;
  const knownSeq = entry.knownSeq === shown.seq ? event.seq : entry.knownSeq;
  if (event.seq <= shown.seq) return entry;
  if (event.seq > shown.seq + 1) return undefined;
  const next = { ...shown, seq: event.seq, lastActivityAt: event.at, room: withMembers(shown.room, event) };
  if (event.type === "member.role_changed" && event.user.id === me) next.role = event.role;
  if (event.type !== "message.created") return recounted(next, readCount, knownSeq);
  const messageCount = shown.messageCount + 1;
  return recounted({ ...next, messageCount, lastEvent: event }, readCount, knownSeq);
}

function withMembers(room: MyRoom["room"], event: TimelineEvent): MyRoom["room"] {
  if (event.type === "member.joined") return { ...room, memberCount: room.memberCount + 1 };
  if (event.type === "member.left") return { ...room, memberCount: Math.max(0, room.memberCount - 1) };
  return room;
}

/** With news of a room that is not open. */
export function withActivity(entry: MyRoomEntry, { seq, messageCount, at }: Activity): MyRoomEntry {
  if (seq <= entry.shown.seq) return entry;
  return recounted({ ...entry.shown, seq, messageCount, lastActivityAt: at }, entry.readCount, entry.knownSeq);
}

/** With a read position that the server has confirmed. */
export function withRead(entry: MyRoomEntry, { readSeq, unread, messageCount }: ReadState): MyRoomEntry {
  if (readSeq < entry.shown.readSeq) return entry;
  return recounted({ ...entry.shown, readSeq }, messageCount - unread, entry.knownSeq);
}

/** With a read position that is on its way to the server. Only at the room's end is it known what it leaves unread. */
export function readToEnd({ shown, knownSeq }: MyRoomEntry): MyRoomEntry {
  return recounted({ ...shown, readSeq: shown.seq }, shown.messageCount, knownSeq);
}

/** What a page of the list told, unless live events have told newer things since it was asked for. */
export function merged(entry: MyRoomEntry | undefined, told: MyRoom): MyRoomEntry {
  const page = entryOf(told);
  if (entry === undefined) return page;
  const room = told.seq >= entry.shown.seq ? page : entry;
  const reader = told.readSeq >= entry.shown.readSeq ? page : entry;
  const company = told.seq >= entry.knownSeq ? page : entry;
  const { seq, messageCount, lastEvent, lastActivityAt } = room.shown;
  const { role, room: about } = company.shown;
  const { readSeq } = reader.shown;
  return recounted(
    { ...told, room: about, role, seq, messageCount, lastEvent, lastActivityAt, readSeq },
    reader.readCount,
    company.knownSeq,
  );
}
