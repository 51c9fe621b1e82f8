import type { MessageCreated, User } from "@parley/protocol";

/** A message as its sender wrote it, allowed and ready to be stored. */
export interface NewMessage {
  readonly roomId: string;
  readonly sender: User;
  readonly clientId: string;
  readonly kind: "text";
  readonly body: string;
}

/** Where a message stands, once it is durable. */
export interface StoredMessage {
  readonly seq: number;
  readonly at: Date;
  /** Messages of the room up to this one. */
  readonly ordinal: number;
  /** False: the same message had been stored before. */
  readonly isNew: boolean;
}

export function messageKey(message: NewMessage): string {
  return `${message.roomId} ${message.sender.id} ${message.clientId}`;
}

/** Half a surrogate pair is no character: PostgreSQL refuses it, and browsers would show it differently. */
export function storableBody(body: string): string {
  return body.toWellFormed();
}

export function messageCreated(message: NewMessage, stored: StoredMessage): MessageCreated {
  return {
    type: "message.created",
    room: message.roomId,
    seq: stored.seq,
    at: stored.at.toISOString(),
    sender: message.sender,
    clientId: message.clientId,
    kind: message.kind,
    body: message.body,
  };
}
