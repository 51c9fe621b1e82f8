import type { ErrorCode, OperationName } from "@parley/protocol";

/** What somebody does. Rooms, people and messages are named by their number. */
export type Act =
  | { readonly do: "create"; readonly name: number; readonly isPublic: boolean }
  | { readonly do: "join" | "leave" | "delete" | "members"; readonly room: number }
  | { readonly do: "add" | "remove"; readonly room: number; readonly other: number }
  | { readonly do: "send"; readonly room: number; readonly message: number }
  | { readonly do: "read" | "history" | "resume"; readonly room: number; readonly seq: number };

/** How it ends: an error's code, or what of the answer the model can tell beforehand. */
export type Outcome = { readonly code: ErrorCode } | { readonly ok: unknown };

type Role = "owner" | "member";
type Event = readonly [type: string, who: number, what?: number | string];

interface Member {
  role: Role;
  readonly joinedSeq: number;
  readSeq: number;
}

interface Room {
  readonly name: number;
  readonly isPublic: boolean;
  readonly members: Map<number, Member>;
  /** The event with seq n is the one before place n. */
  readonly events: Event[];
  deleted: boolean;
}

export interface Mine {
  readonly role: Role;
  readonly seq: number;
  readonly readSeq: number;
  readonly unread: number;
  readonly messageCount: number;
  readonly memberCount: number;
}

/** Rooms, members, seqs and read positions as the documents promise them, with nothing else in the way. */
export class RoomModel {
  readonly rooms: Room[] = [];

  /** Does it in the model. */
  apply(who: number, act: Act): Outcome {
    if (act.do === "create") return this.#create(who, act.name, act.isPublic);
    const room = this.rooms[act.room];
    const member = room?.members.get(who);
    if (!room || room.deleted || (!member && !room.isPublic))
      return act.do === "resume" ? { ok: "gone" } : { code: "not_found" };
    if (act.do === "join") return this.#join(room, who);
    if (!member) return act.do === "resume" ? { ok: "gone" } : { code: "not_a_member" };
    switch (act.do) {
      case "send":
        return { ok: say(room, who, act.message) };
      case "read":
        member.readSeq = Math.max(member.readSeq, Math.min(act.seq, room.events.length));
        return { ok: { readSeq: member.readSeq, unread: unread(room, member), messageCount: messages(room) } };
      case "history":
        return { ok: room.events.slice(act.seq, act.seq + 50) };
      case "resume":
        return { ok: act.seq > room.events.length ? "reset" : room.events.slice(act.seq) };
      case "members":
        return { ok: [...room.members].sort(([a], [b]) => a - b).map(([user, { role }]) => [user, role]) };
      case "leave":
        this.#remove(room, who);
        return { ok: null };
      default:
        return member.role === "owner" ? this.#rule(room, who, act) : { code: "forbidden" };
    }
  }

  mine(who: number): Record<number, Mine> {
    const mine: Record<number, Mine> = {};
    this.rooms.forEach((room, i) => {
      const member = room.members.get(who);
      if (member) mine[i] = standing(room, member);
    });
    return mine;
  }

  #create(who: number, name: number, isPublic: boolean): Outcome {
    if (isPublic && this.rooms.some((room) => room.isPublic && !room.deleted && room.name === name))
      return { code: "room_name_taken" };
    const owner: Member = { role: "owner", joinedSeq: 2, readSeq: 2 };
    const room: Room = {
      name,
      isPublic,
      members: new Map([[who, owner]]),
      events: [
        ["room.created", who],
        ["member.joined", who],
      ],
      deleted: false,
    };
    this.rooms.push(room);
    return { ok: standing(room, owner) };
  }

  #join(room: Room, who: number, by?: number): Outcome {
    const known = room.members.get(who);
    if (known) return { ok: standing(room, known) };
    room.events.push(by === undefined ? ["member.joined", who] : ["member.joined", who, by]);
    const member: Member = { role: "member", joinedSeq: room.events.length, readSeq: room.events.length };
    room.members.set(who, member);
    return { ok: standing(room, member) };
  }

  /** What only owners may do. */
  #rule(
    room: Room,
    who: number,
    act: Extract<Act, { do: "add" | "remove" | "delete" | "join" | "leave" | "members" }>,
  ): Outcome {
    if (act.do === "add") {
      this.#join(room, act.other, who);
      return { ok: [act.other, room.members.get(act.other)!.role] };
    }
    if (act.do === "remove") {
      if (act.other === who) return { code: "forbidden" };
      if (!room.members.has(act.other)) return { code: "not_found" };
      this.#remove(room, act.other, who);
      return { ok: null };
    }
    room.deleted = true;
    room.members.clear();
    return { ok: null };
  }

  #remove(room: Room, who: number, by?: number): void {
    room.members.delete(who);
    room.events.push(by === undefined ? ["member.left", who] : ["member.left", who, by]);
    const left = [...room.members].sort(([, a], [, b]) => a.joinedSeq - b.joinedSeq);
    const [longest] = left;
    if (!longest) room.deleted = true;
    else if (left.every(([, { role }]) => role !== "owner")) {
      longest[1].role = "owner";
      room.events.push(["member.role_changed", longest[0], "owner"]);
    }
  }
}

/** @returns the message's seq, of the first time if it was said before */
function say(room: Room, who: number, message: number): number {
  const before = room.events.findIndex(
    ([type, sender, what]) => type === "message.created" && sender === who && what === message,
  );
  return before >= 0 ? before + 1 : room.events.push(["message.created", who, message]);
}

const messages = (room: Room): number => room.events.filter(([type]) => type === "message.created").length;
const unread = (room: Room, { readSeq }: Member): number =>
  room.events.slice(readSeq).filter(([type]) => type === "message.created").length;

function standing(room: Room, member: Member): Mine {
  return {
    role: member.role,
    seq: room.events.length,
    readSeq: member.readSeq,
    unread: unread(room, member),
    messageCount: messages(room),
    memberCount: room.members.size,
  };
}

/** The operation behind each act. */
export const operationOf = {
  create: "rooms.create",
  join: "rooms.join",
  leave: "rooms.leave",
  delete: "rooms.delete",
  members: "rooms.members",
  add: "rooms.addMember",
  remove: "rooms.removeMember",
  send: "messages.send",
  read: "rooms.markRead",
  history: "messages.history",
  resume: "sync.resume",
} as const satisfies Record<Act["do"], OperationName>;
