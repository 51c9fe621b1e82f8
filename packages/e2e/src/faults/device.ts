import { createClient, memoryOutbox, memoryTokenStorage, type Client, type Timeline } from "@parley/client";
import { FaultyProxy } from "./faulty-proxy.ts";
import type { Ack, Entry } from "./history-checker.ts";
import type { SeededRandom } from "./seeded-random.ts";
import { entryOf } from "./stored-rooms.ts";

/** Somebody's device: the real SDK behind a network of its own. It watches that no room it shows ever breaks the promise. */
export class Device {
  readonly name: string;
  readonly network: FaultyProxy;
  /** By room, what it wrote, in order. */
  readonly written = new Map<string, string[]>();
  /** Each place of the order that it has shown: it must turn out to be what is stored there. */
  readonly sightings = new Map<string, Ack>();
  /** What it showed that it must never have shown. */
  readonly faults: string[] = [];
  client: Client;
  readonly #tokens = memoryTokenStorage();
  readonly #outbox = memoryOutbox();
  readonly #random: SeededRandom;
  #rooms: readonly string[] = [];

  private constructor(name: string, network: FaultyProxy, random: SeededRandom) {
    this.name = name;
    this.network = network;
    this.#random = random;
    this.client = this.#newClient();
  }

  static async make(name: string, serverPort: number, random: SeededRandom): Promise<Device> {
    const network = await FaultyProxy.listen(serverPort, random.next);
    // An earlier network may have had this port, and `fetch` may still keep a dead connection to it.
    await fetch(`${network.url}/healthz`).catch(() => {});
    return new Device(name, network, random);
  }

  /** A program that has just been started does not know at once who is signed in, and nobody can write yet. */
  get knowsItself(): boolean {
    return this.client.account.get() !== undefined;
  }

  async accessToken(): Promise<string> {
    const tokens = await this.#tokens.load();
    if (!tokens) throw new Error(`${this.name} is not signed in`);
    return tokens.accessToken;
  }

  /** Opens the rooms and follows them. */
  open(rooms: readonly string[]): void {
    this.#rooms = rooms;
    for (const room of rooms) {
      const timeline = this.client.timeline(room);
      timeline.subscribe(() => this.#look(timeline));
      timeline.open();
    }
  }

  write(room: string, body: string): string {
    const clientId = this.client.timeline(room).send(body);
    this.written.set(room, [...(this.written.get(room) ?? []), clientId]);
    return clientId;
  }

  /** The program ends at once and is started again: only what it had stored is left to it. */
  restart(): void {
    this.client.stop();
    this.client = this.#newClient();
    void this.client.start();
    this.open(this.#rooms);
  }

  /** Why it does not show all of these rooms up to their newest seq, without anything unsent; null when it does. */
  unrest(newest: ReadonlyMap<string, number>): string | null {
    for (const [room, seq] of newest) {
      const { status, items, error, seq: knows } = this.client.timeline(room).get();
      const last = this.#events(room).at(-1)?.seq ?? 0;
      const unsent = items.filter((item) => item.kind === "echo").length;
      if (status === "ready" && last === seq && unsent === 0) continue;
      const { name, since } = this.client.connection.get();
      const connection = `${name} for ${Date.now() - since} ms`;
      return `${this.name} (${connection}) shows room ${room} ${status} up to ${last} of ${seq} (and knows of ${knows}) with ${unsent} unsent ${error?.code ?? ""}`;
    }
    return null;
  }

  /** All that it can show of a room, from the first event on. */
  async everything(room: string): Promise<Entry[]> {
    const timeline = this.client.timeline(room);
    while (timeline.get().hasOlder) {
      await timeline.loadOlder();
      const { error } = timeline.get();
      if (error) throw error;
    }
    return this.#events(room);
  }

  async close(): Promise<void> {
    this.client.stop();
    await this.network.close();
  }

  #newClient(): Client {
    return createClient({
      url: this.network.url,
      keep: "token",
      tokens: this.#tokens,
      outbox: this.#outbox,
      // Real waits between tries are up to half a minute; a run lasts seconds.
      random: () => this.#random.next() * 0.04,
    });
  }

  #events(room: string): Entry[] {
    return this.client
      .timeline(room)
      .get()
      .items.flatMap((item) => (item.kind === "event" ? [entryOf(item.event)] : []));
  }

  #look(timeline: Timeline): void {
    const { items } = timeline.get();
    const keys = new Set(items.map((item) => item.key));
    if (keys.size < items.length) this.faults.push(`${this.name} showed something twice in room ${timeline.roomId}`);
    let last: number | undefined;
    for (const { seq, id } of this.#events(timeline.roomId)) {
      if (last !== undefined && seq !== last + 1)
        this.faults.push(`${this.name} showed ${seq} after ${last} in room ${timeline.roomId}`);
      last = seq;
      this.sightings.set(`${timeline.roomId} ${seq} ${id}`, { room: timeline.roomId, clientId: id, seq });
    }
  }
}
