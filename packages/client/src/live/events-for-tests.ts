import type { MyRoom, TimelineEvent } from "@parley/protocol";

export const room = "0199a1f2-0000-7000-8000-000000000001";
export const ada = { id: "0199a1f2-0000-7000-8000-0000000000aa", username: "ada", displayName: "Ada" };
export const bo = { id: "0199a1f2-0000-7000-8000-0000000000bb", username: "bo", displayName: "Bo" };

export function at(seq: number): string {
  return new Date(Date.UTC(2026, 0, 1) + seq * 1_000).toISOString();
}

export function message(
  seq: number,
  body = `${seq}`,
  sender = bo,
): Extract<TimelineEvent, { type: "message.created" }> {
  return { type: "message.created", room, seq, at: at(seq), sender, clientId: `client-${seq}`, kind: "text", body };
}

export function joined(seq: number, user = bo): TimelineEvent {
  return { type: "member.joined", room, seq, at: at(seq), user, role: "member", by: null };
}

export function left(seq: number, user = bo): TimelineEvent {
  return { type: "member.left", room, seq, at: at(seq), user, by: null };
}

/** A room of mine in which everything so far was a message. */
export function myRoom(seq: number, readSeq: number, id = room): MyRoom {
  return {
    room: {
      id,
      name: "Reading",
      description: "",
      category: "general",
      visibility: "public",
      memberCount: 2,
      createdAt: at(0),
    },
    role: "member",
    joinedAt: at(0),
    seq,
    readSeq,
    messageCount: seq,
    unread: seq - readSeq,
    lastActivityAt: at(seq),
    lastEvent: null,
  };
}
