import { closeCodes, type EphemeralEvent } from "@parley/protocol";
import { topics, type UserNews } from "../../kernel/topics.ts";
import type { Bus } from "../../ports/bus.ts";
import type { FanOut } from "./fan-out.ts";
import type { LiveSocket } from "./live-socket.ts";
import { textFrame } from "./text-frame.ts";

interface Person {
  readonly sockets: Set<LiveSocket>;
  readonly unsubscribe: () => void;
  /** Rooms lost while the list of rooms is being read: the list may be older than the loss. */
  readonly lost: Set<string>;
  reading: number;
  /** The seq of the last news of each membership. What is older was overtaken, and is no longer true. */
  readonly newest: Map<string, number>;
}

/** Far more rooms than anybody comes into and goes out of within moments. */
const newestMax = 1_000;

/** The sockets of each person and of each session on this server. */
export class People {
  readonly #bus: Bus;
  readonly #fanOut: FanOut;
  readonly #roomIdsOf: (userId: string) => Promise<readonly string[]>;
  readonly #people = new Map<string, Person>();
  readonly #sessions = new Map<string, Set<LiveSocket>>();
  readonly #unsubscribe: () => void;

  constructor(bus: Bus, fanOut: FanOut, roomIdsOf: (userId: string) => Promise<readonly string[]>) {
    this.#bus = bus;
    this.#fanOut = fanOut;
    this.#roomIdsOf = roomIdsOf;
    this.#unsubscribe = bus.subscribe(topics.sessionsEnded, ({ sessionIds }) => this.endSessions(sessionIds));
  }

  count(userId: string): number {
    return this.#people.get(userId)?.sockets.size ?? 0;
  }

  sessionIds(): string[] {
    return [...this.#sessions.keys()];
  }

  endSessions(sessionIds: readonly string[]): void {
    for (const id of sessionIds) {
      for (const socket of [...(this.#sessions.get(id) ?? [])]) socket.close(closeCodes.sessionEnded);
    }
  }

  /** From here on the socket gets what concerns its person. Resolves when it also hears of all their rooms. */
  async add(socket: LiveSocket): Promise<void> {
    const person = this.#personOf(socket.user.id);
    person.sockets.add(socket);
    const session = this.#sessions.get(socket.sessionId) ?? new Set();
    this.#sessions.set(socket.sessionId, session.add(socket));
    person.reading++;
    try {
      for (const room of await this.#roomIdsOf(socket.user.id)) {
        if (person.sockets.has(socket) && !person.lost.has(room)) this.#fanOut.addPassive(socket, room);
      }
    } finally {
      if (--person.reading === 0) person.lost.clear();
    }
  }

  remove(socket: LiveSocket): void {
    const session = this.#sessions.get(socket.sessionId);
    if (session?.delete(socket) && session.size === 0) this.#sessions.delete(socket.sessionId);
    const person = this.#people.get(socket.user.id);
    if (person?.sockets.delete(socket) && person.sockets.size === 0) {
      this.#people.delete(socket.user.id);
      person.unsubscribe();
    }
  }

  stop(): void {
    this.#unsubscribe();
  }

  #personOf(userId: string): Person {
    let person = this.#people.get(userId);
    if (!person) {
      const unsubscribe = this.#bus.subscribe(topics.user(userId), (news) => this.#hear(userId, news));
      person = { sockets: new Set(), unsubscribe, lost: new Set(), reading: 0, newest: new Map() };
      this.#people.set(userId, person);
    }
    return person;
  }

  #hear(userId: string, news: UserNews): void {
    const person = this.#people.get(userId);
    if (!person) return;
    if (news.kind === "membership") {
      if (news.seq < (person.newest.get(news.room) ?? 0)) return;
      person.newest.delete(news.room);
      if (person.newest.size >= newestMax) person.newest.delete(person.newest.keys().next().value!);
      person.newest.set(news.room, news.seq);
      if (news.member) person.lost.delete(news.room);
      else if (person.reading > 0) person.lost.add(news.room);
      for (const socket of person.sockets) {
        if (news.member) this.#fanOut.addPassive(socket, news.room);
        else this.#fanOut.remove(socket, news.room);
      }
    }
    this.#send(person, news.event);
  }

  #send(person: Person, event: EphemeralEvent): void {
    const frame = textFrame(JSON.stringify(event));
    for (const socket of person.sockets) socket.out.pushEvent(frame);
  }
}
