import { limits, type EphemeralEvent, type MyRoom, type ReadState, type TimelineEvent } from "@parley/protocol";
import { toParleyError, type ParleyError } from "../errors.ts";
import { liveCell } from "../live-value.ts";
import type { Call } from "../requests/caller.ts";
import { randomUuid } from "../uuid.ts";
import { merged, readToEnd, withActivity, withEvent, withRead, type MyRoomEntry } from "./my-room-entry.ts";
import { ReadMarks } from "./read-marks.ts";
import type { RoomList, RoomListState } from "./room-list-state.ts";

/** More rooms than anybody reads; the oldest activity is left out. */
const roomsMax = 1_000;
/** Counting has to be done anew by the server; many rooms may need it in one moment. */
const recountAfterMs = 1_000;
/** After a refusal: long enough for a server in trouble, short enough for a reader. */
const againAfterMs = 5_000;

export interface MyRoomListParts {
  readonly call: Call;
  /** Whose list it is. */
  me(): string | undefined;
  /** I am in this room (again), or no longer. */
  joined(roomId: string): void;
  left(roomId: string): void;
}

export class MyRoomList implements RoomList {
  readonly #parts: MyRoomListParts;
  readonly #marks: ReadMarks;
  readonly #changes = liveCell(0);
  readonly #rooms = new Map<string, MyRoomEntry>();
  /** Rooms that came or went while a page of the list was on its way. */
  readonly #since = new Set<string>();
  #snapshot: RoomListState | undefined;
  #status: RoomListState["status"] = "loading";
  #error: ParleyError | undefined;
  #refreshing: Promise<void> | undefined;
  #again = false;
  #recountTimer: ReturnType<typeof setTimeout> | undefined;
  #generation = 0;
  #live = false;

  constructor(parts: MyRoomListParts) {
    this.#parts = parts;
    this.#marks = new ReadMarks({ call: parts.call, read: (roomId, state) => this.#read(roomId, state) });
  }

  readonly get = (): RoomListState => {
    this.#snapshot ??= {
      status: this.#status,
      rooms: Array.from(this.#rooms.values(), ({ shown }) => shown).sort(byActivity),
      ...(this.#error === undefined ? {} : { error: this.#error }),
    };
    return this.#snapshot;
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    return this.#changes.subscribe(listener);
  };

  async create(input: Parameters<RoomList["create"]>[0]): Promise<MyRoom> {
    // With an id of its own the request may be repeated: one room is made.
    return this.#ofThisAccount(this.#parts.call("rooms.create", { ...input, clientId: randomUuid() }));
  }

  async join(roomId: string): Promise<MyRoom> {
    return this.#ofThisAccount(this.#parts.call("rooms.join", { roomId }));
  }

  async leave(roomId: string): Promise<void> {
    await this.#parts.call("rooms.leave", { roomId });
    this.#remove(roomId);
  }

  async delete(roomId: string): Promise<void> {
    await this.#parts.call("rooms.delete", { roomId });
    this.#remove(roomId);
  }

  markRead(roomId: string, seq: number): Promise<void> {
    const entry = this.#rooms.get(roomId);
    if (entry !== undefined && seq <= entry.shown.readSeq) return Promise.resolve();
    if (entry !== undefined && seq >= entry.shown.seq) this.#set(readToEnd(entry));
    return this.#marks.mark(roomId, seq);
  }

  refresh(): Promise<void> {
    // One that is under way may have read before what the caller knows of: once more after it.
    if (this.#refreshing !== undefined) this.#again = true;
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  /** The connection is live: what was missed is read again, what could not be sent is sent. */
  live(): void {
    this.#live = true;
    this.#marks.resume();
    void this.refresh();
  }

  lost(): void {
    this.#live = false;
    clearTimeout(this.#recountTimer);
    this.#recountTimer = undefined;
  }

  /** A durable event of an open room. */
  event(event: TimelineEvent): void {
    const entry = this.#rooms.get(event.room);
    if (entry === undefined) return this.#unknown();
    const next = withEvent(entry, event, this.#parts.me());
    if (next === undefined) this.recount();
    else this.#set(next);
  }

  /** The room's events come from `seq` on: what came before it may have been missed. */
  begun(roomId: string, seq: number): void {
    const entry = this.#rooms.get(roomId);
    if (entry !== undefined && entry.knownSeq < seq) this.recount();
  }

  ephemeral(event: EphemeralEvent): void {
    if (event.type === "me.room_added") return this.#joined(event.room);
    if (event.type === "me.room_removed") return this.#remove(event.room);
    if (event.type === "server.reconnect") return;
    const entry = this.#rooms.get(event.room);
    if (entry === undefined) return this.#unknown();
    this.#set(event.type === "me.read" ? withRead(entry, event) : withActivity(entry, event));
  }

  /** Events were missed: the server is asked for its counts, once for all that are missed now. */
  recount(afterMs = recountAfterMs): void {
    this.#recountTimer ??= setTimeout(() => {
      this.#recountTimer = undefined;
      void this.refresh();
    }, afterMs);
  }

  /** Forgets all: another account. */
  clear(): void {
    this.#generation += 1;
    clearTimeout(this.#recountTimer);
    this.#recountTimer = undefined;
    this.#marks.clear();
    this.#rooms.clear();
    this.#status = "loading";
    this.#error = undefined;
    this.#changed();
  }

  async #refresh(): Promise<void> {
    do {
      this.#again = false;
      await this.#refreshOnce();
    } while (this.#again);
  }

  async #refreshOnce(): Promise<void> {
    const generation = this.#generation;
    this.#since.clear();
    try {
      const told = await this.#pages();
      if (generation === this.#generation) this.#take(told);
    } catch (thrown) {
      if (generation !== this.#generation) return;
      const error = toParleyError(thrown);
      this.#error = error;
      if (this.#status === "loading") this.#status = "error";
      // Without a connection the next one does it.
      if (this.#live && error.retry === "later") this.recount(Math.max(againAfterMs, (error.retryAfter ?? 0) * 1_000));
    }
    this.#changed();
  }

  /** News of a room that is not in the list yet: the page on its way may have been read before. */
  #unknown(): void {
    if (this.#refreshing !== undefined) this.#again = true;
  }

  async #pages(): Promise<MyRoom[]> {
    const rooms: MyRoom[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.#parts.call("rooms.mine", {
        limit: limits.listPageMax,
        ...(cursor === undefined ? {} : { cursor }),
      });
      rooms.push(...page.rooms);
      cursor = page.nextCursor;
    } while (cursor !== undefined && rooms.length < roomsMax);
    return rooms;
  }

  #take(told: readonly MyRoom[]): void {
    const ids = new Set(told.map(({ room }) => room.id));
    for (const id of this.#rooms.keys()) if (!ids.has(id) && !this.#since.has(id)) this.#rooms.delete(id);
    for (const entry of told) {
      const known = this.#rooms.get(entry.room.id);
      // It went while the page was on its way.
      if (known === undefined && this.#since.has(entry.room.id)) continue;
      this.#rooms.set(entry.room.id, merged(known, entry));
    }
    this.#status = "ready";
    this.#error = undefined;
  }

  /** Shows the room, unless the account has changed while it was on its way. */
  async #ofThisAccount(asked: Promise<MyRoom>): Promise<MyRoom> {
    const generation = this.#generation;
    const told = await asked;
    if (generation === this.#generation) this.#joined(told);
    return told;
  }

  #joined(told: MyRoom): void {
    const { id } = told.room;
    this.#since.add(id);
    this.#set(merged(this.#rooms.get(id), told));
    this.#parts.joined(id);
  }

  #remove(roomId: string): void {
    this.#since.add(roomId);
    this.#rooms.delete(roomId);
    this.#changed();
    this.#parts.left(roomId);
  }

  #read(roomId: string, state: ReadState): void {
    const entry = this.#rooms.get(roomId);
    if (entry !== undefined) this.#set(withRead(entry, state));
  }

  #set(entry: MyRoomEntry): void {
    const { id } = entry.shown.room;
    if (this.#rooms.get(id) === entry) return;
    this.#rooms.set(id, entry);
    this.#changed();
  }

  #changed(): void {
    this.#snapshot = undefined;
    this.#changes.set(this.#changes.get() + 1);
  }
}

function byActivity(a: MyRoom, b: MyRoom): number {
  if (a.lastActivityAt !== b.lastActivityAt) return a.lastActivityAt < b.lastActivityAt ? 1 : -1;
  return a.room.id < b.room.id ? 1 : -1;
}
