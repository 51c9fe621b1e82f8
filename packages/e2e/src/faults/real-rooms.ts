import type { MyRoom, OperationOutput, Problem, TimelineEvent } from "@parley/protocol";
import type { Person, TestSocket } from "@parley/server/testing";
import { randomUUID } from "node:crypto";
import { operationOf, type Act, type Mine, type Outcome } from "./room-model.ts";

export type Via = "HTTP" | "socket";

/** The acts of the model, done on a real server by real people, and its answers in the words of the model. */
export class RealRooms {
  readonly #people: readonly Person[];
  readonly #sockets: readonly TestSocket[];
  readonly #rooms: string[] = [];
  /** Names and ids of one walk are no other's. */
  readonly #walk = randomUUID().slice(0, 8);
  readonly #clientIds = new Map<number, string>();

  constructor(people: readonly Person[], sockets: readonly TestSocket[]) {
    this.#people = people;
    this.#sockets = sockets;
  }

  async perform(who: number, act: Act, via: Via): Promise<Outcome> {
    const name = operationOf[act.do];
    const input = this.#input(act);
    const answer =
      via === "HTTP" ? await this.#overHttp(who, name, input) : await this.#sockets[who]!.request(name, input);
    if (answer.error) return { code: answer.error.code };
    return { ok: this.#inWords(act, answer.ok) };
  }

  async mine(who: number): Promise<Record<number, Mine>> {
    const mine: Record<number, Mine> = {};
    const { rooms } = await this.#people[who]!.call("rooms.mine", { limit: 100 });
    for (const room of rooms) mine[this.#rooms.indexOf(room.room.id)] = standing(room);
    return mine;
  }

  /** Nobody is in any of the rooms any more. */
  async clear(): Promise<void> {
    for (const person of this.#people) for (const roomId of this.#rooms) await person.try("rooms.leave", { roomId });
  }

  async #overHttp(
    who: number,
    name: (typeof operationOf)[Act["do"]],
    input: object,
  ): Promise<{ ok?: unknown; error?: Problem }> {
    const { status, body } = await this.#people[who]!.try(name, input as never);
    if (status >= 500) throw new Error(`${name} answered ${status}`);
    return status >= 400 ? { error: body as Problem } : { ok: body };
  }

  #input(act: Act): object {
    if (act.do === "create")
      return { name: `Walk ${this.#walk} ${act.name}`, visibility: act.isPublic ? "public" : "private" };
    const roomId = this.#rooms[act.room] ?? randomUUID();
    switch (act.do) {
      case "add":
        return { roomId, username: this.#people[act.other]!.user.username };
      case "remove":
        return { roomId, userId: this.#people[act.other]!.user.id };
      case "send":
        return { roomId, clientId: this.#clientId(act.message), body: `message ${act.message}` };
      case "read":
        return { roomId, seq: act.seq };
      case "history":
        return { roomId, after: act.seq };
      case "resume":
        return { rooms: [{ room: roomId, seq: act.seq }] };
      default:
        return { roomId };
    }
  }

  #inWords(act: Act, ok: unknown): unknown {
    switch (act.do) {
      case "create":
        this.#rooms.push((ok as MyRoom).room.id);
        return standing(ok as MyRoom);
      case "join":
        return standing(ok as MyRoom);
      case "send":
        return (ok as { seq: number }).seq;
      case "history":
        return (ok as OperationOutput<"messages.history">).events.map((event) => this.#event(event));
      case "resume": {
        const [room] = (ok as OperationOutput<"sync.resume">).rooms;
        return room!.status === "live" ? room!.events.map((event) => this.#event(event)) : room!.status;
      }
      case "members":
        return (ok as OperationOutput<"rooms.members">).members.map(({ user, role }) => [this.#number(user.id), role]);
      case "add":
        return [
          this.#number((ok as OperationOutput<"rooms.addMember">).user.id),
          (ok as OperationOutput<"rooms.addMember">).role,
        ];
      default:
        return ok;
    }
  }

  #event(event: TimelineEvent): unknown {
    switch (event.type) {
      case "message.created":
        return [
          event.type,
          this.#number(event.sender.id),
          [...this.#clientIds].find(([, id]) => id === event.clientId)?.[0],
        ];
      case "member.role_changed":
        return [event.type, this.#number(event.user.id), event.role];
      case "member.joined":
      case "member.left":
        return [event.type, this.#number(event.user.id), ...(event.by ? [this.#number(event.by.id)] : [])];
      case "room.created":
      case "room.deleted":
        return [event.type, this.#number(event.by.id)];
    }
  }

  #clientId(message: number): string {
    const id = this.#clientIds.get(message) ?? randomUUID();
    this.#clientIds.set(message, id);
    return id;
  }

  #number(userId: string): number {
    return this.#people.findIndex(({ user }) => user.id === userId);
  }
}

function standing({ role, seq, readSeq, unread, messageCount, room }: MyRoom): Mine {
  return { role, seq, readSeq, unread, messageCount, memberCount: room.memberCount };
}
