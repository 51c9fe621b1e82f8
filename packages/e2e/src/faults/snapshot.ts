import type { EphemeralEvent, MyRoom, OperationOutput, TimelineEvent } from "@parley/protocol";

/** Whatever a socket brings after it was greeted: events, and the answers that matter for what one knows. */
export type Arrival =
  | { readonly kind: "event"; readonly event: TimelineEvent | EphemeralEvent }
  | { readonly kind: "asked for rooms" }
  | { readonly kind: "rooms"; readonly rooms: readonly MyRoom[] }
  | { readonly kind: "resumed"; readonly answer: OperationOutput<"sync.resume"> };

/** What one knows of one's rooms. */
export type Known = ReadonlyMap<string, MyRoom>;

/** All that arrived, in its order, turned into what one knows: the rules by which a client keeps up, in their shortest form. */
export function apply(arrivals: readonly Arrival[], me: string): Known {
  const known = new Map<string, Entry>();
  // The list that is on its way may be older or newer than what arrives before it.
  let sinceAsked: (TimelineEvent | EphemeralEvent)[] = [];
  for (const arrival of arrivals) {
    switch (arrival.kind) {
      case "event":
        sinceAsked.push(arrival.event);
        take(known, arrival.event, me);
        break;
      case "asked for rooms":
        sinceAsked = [];
        break;
      case "rooms":
        for (const room of arrival.rooms) known.set(room.room.id, entryOf(room));
        for (const event of sinceAsked) take(known, event, me);
        break;
      case "resumed":
        for (const room of arrival.answer.rooms) {
          if (room.status === "gone") known.delete(room.room);
          else if (room.status === "live") for (const event of room.events) take(known, event, me);
          else throw new Error("Nobody misses that much here");
        }
    }
  }
  return new Map(Array.from(known, ([id, { room, read }]) => [id, { ...room, unread: room.messageCount - read }]));
}

interface Entry {
  readonly room: MyRoom;
  /** Messages that I have read. News of reading may overtake news of what was read, so this may be ahead. */
  readonly read: number;
}

const entryOf = (room: MyRoom): Entry => ({ room, read: room.messageCount - room.unread });

function take(known: Map<string, Entry>, event: TimelineEvent | EphemeralEvent, me: string): void {
  if (event.type === "me.room_added") {
    const before = known.get(event.room.room.id);
    if (!before || before.room.seq < event.room.seq) known.set(event.room.room.id, entryOf(event.room));
    return;
  }
  if (event.type === "server.reconnect" || event.type === "room.activity") return;
  if (event.type === "me.room_removed") return void known.delete(event.room);
  const entry = known.get(event.room);
  if (!entry) return;
  const { room } = entry;
  if (event.type === "me.read") {
    const { readSeq, unread, messageCount } = event;
    if (readSeq >= room.readSeq) known.set(event.room, { room: { ...room, readSeq }, read: messageCount - unread });
  } else if (event.seq === room.seq + 1) known.set(event.room, { ...entry, room: withEvent(room, event, me) });
  else if (event.seq > room.seq) throw new Error(`${event.seq} came after ${room.seq} in room ${event.room}`);
}

function withEvent(entry: MyRoom, event: TimelineEvent, me: string): MyRoom {
  const next = { ...entry, seq: event.seq, lastActivityAt: event.at };
  const members = (change: number): MyRoom["room"] => ({ ...entry.room, memberCount: entry.room.memberCount + change });
  switch (event.type) {
    case "message.created":
      return { ...next, messageCount: entry.messageCount + 1, lastEvent: event };
    case "member.joined":
      return { ...next, room: members(1) };
    case "member.left":
      return { ...next, room: members(-1) };
    case "member.role_changed":
      return event.user.id === me ? { ...next, role: event.role } : next;
    case "room.created":
    case "room.deleted":
      return next;
  }
}
