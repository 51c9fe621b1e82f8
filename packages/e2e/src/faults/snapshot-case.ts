import type { MyRoom, OperationOutput } from "@parley/protocol";
import type { Person, TestSocket } from "@parley/server/testing";
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { setTimeout as delay } from "node:timers/promises";
import { seededRandom, type SeededRandom } from "./seeded-random.ts";
import { apply, type Arrival, type Known } from "./snapshot.ts";

/** Three people do what they like in a few rooms while the first of them comes online. Returns how many things were done. */
export async function snapshotCase(
  people: readonly [Person, ...Person[]],
  seed: number,
  watch: (person: Person) => Promise<{ differences(): Promise<string | null> }> = comeOnline,
): Promise<number> {
  const random = seededRandom(seed);
  const [observer] = people;
  const rooms: string[] = [];
  for (let i = random.below(3); i >= 0; i--) rooms.push(await newRoom(random.pick(people)));
  for (const person of people)
    for (const room of rooms) if (random.chance(0.5)) await person.try("rooms.join", { roomId: room });
  try {
    let done = 0;
    const acting = Promise.all(
      people.map(async (person) => {
        for (let i = 4 + random.below(6); i > 0; i--) {
          await act(person, people, rooms, random);
          done++;
          if (random.chance(0.5)) await delay(random.between(0, 4));
        }
      }),
    );
    await delay(random.between(0, 15));
    const watching = await watch(observer);
    await acting;
    const difference = await watching.differences();
    if (difference) throw new Error(`PARLEY_SEED=${seed}: what came over the socket adds up to ${difference}`);
    return done;
  } finally {
    for (const room of rooms) for (const person of people) await person.try("rooms.leave", { roomId: room });
  }
}

async function newRoom(owner: Person): Promise<string> {
  return (await owner.call("rooms.create", { name: `Snapshot ${randomUUID()}`, visibility: "public" })).room.id;
}

async function act(person: Person, people: readonly Person[], rooms: string[], random: SeededRandom): Promise<void> {
  const roomId = random.pick(rooms);
  const other = random.pick(people).user;
  const status = await random.pick([
    async () => (await person.try("messages.send", { roomId, clientId: randomUUID(), body: "hello" })).status,
    async () => (await person.try("messages.send", { roomId, clientId: randomUUID(), body: "hello again" })).status,
    async () => (await person.try("rooms.markRead", { roomId, seq: random.below(30) })).status,
    async () => (await person.try("rooms.join", { roomId })).status,
    async () => (await person.try("rooms.join", { roomId })).status,
    async () => (await person.try("rooms.leave", { roomId })).status,
    async () => (await person.try("rooms.addMember", { roomId, username: other.username })).status,
    async () => (await person.try("rooms.removeMember", { roomId, userId: other.id })).status,
    async () => (random.chance(0.3) ? (await person.try("rooms.delete", { roomId })).status : 200),
    async () => (random.chance(0.3) ? (rooms.push(await newRoom(person)), 201) : 200),
  ])();
  if (status >= 500) throw new Error(`the server answered ${status}`);
}

async function comeOnline(person: Person): Promise<{ differences(): Promise<string | null> }> {
  const watcher = await Watcher.start(person);
  return { differences: async () => compare(await watcher.end(), await freshRooms(person)) };
}

/** Comes online as protocol.md says: asks for the rooms, resumes them from where the list says, keeps up. */
class Watcher {
  readonly #person: Person;
  readonly #socket: TestSocket;
  readonly #arrivals: Arrival[] = [];
  #resuming = 0;
  #failure: unknown;

  private constructor(person: Person, socket: TestSocket) {
    this.#person = person;
    this.#socket = socket;
  }

  static async start(person: Person): Promise<Watcher> {
    const socket = await person.socket();
    const watcher = new Watcher(person, socket);
    for (const frame of socket.frames) watcher.#hear(frame);
    socket.ws.on("message", () => watcher.#hear(socket.frames.at(-1)!));
    await watcher.#askForRooms();
    return watcher;
  }

  /** What it knows when everything that was sent has arrived. */
  async end(): Promise<Known> {
    // Answers follow the events that came before them, so this is behind all of them; resuming may have asked for more.
    do await this.#socket.call("accounts.me", {});
    while (this.#resuming > 0);
    await this.#socket.close();
    if (this.#failure) throw this.#failure;
    return apply(this.#arrivals, this.#person.user.id);
  }

  async #askForRooms(): Promise<void> {
    this.#arrivals.push({ kind: "asked for rooms" });
    const { rooms } = await this.#socket.call("rooms.mine", { limit: 100 });
    if (rooms.length > 0) await this.#resume(rooms);
  }

  /** Answers and events in the order in which they came: a promise would put an answer behind what came right after it. */
  #hear(frame: Readonly<Record<string, unknown>>): void {
    if (isAnswer(frame.ok))
      this.#arrivals.push("epoch" in frame.ok ? { kind: "resumed", answer: frame.ok } : { kind: "rooms", ...frame.ok });
    if (frame.type === undefined || frame.type === "hello") return;
    const event = frame as unknown as Extract<Arrival, { kind: "event" }>["event"];
    this.#arrivals.push({ kind: "event", event });
    if (event.type === "me.room_added") this.#resume([event.room]).catch((error: unknown) => (this.#failure ??= error));
  }

  async #resume(rooms: readonly MyRoom[]): Promise<void> {
    this.#resuming++;
    await this.#socket.call("sync.resume", { rooms: rooms.map(({ room, seq }) => ({ room: room.id, seq })) });
    this.#resuming--;
  }
}

function isAnswer(ok: unknown): ok is OperationOutput<"sync.resume"> | OperationOutput<"rooms.mine"> {
  return typeof ok === "object" && ok !== null && "rooms" in ok;
}

export async function freshRooms(person: Person): Promise<Known> {
  const { rooms } = await person.call("rooms.mine", { limit: 100 });
  return new Map(rooms.map((room) => [room.room.id, room]));
}

/** The first difference, in words; null when there is none. */
export function compare(known: Known, fresh: Known): string | null {
  for (const id of new Set([...known.keys(), ...fresh.keys()])) {
    const [mine, theirs] = [known.get(id), fresh.get(id)];
    if (!isDeepStrictEqual(mine, theirs))
      return `${JSON.stringify(mine)}\nbut read afresh it is\n${JSON.stringify(theirs)}`;
  }
  return null;
}
