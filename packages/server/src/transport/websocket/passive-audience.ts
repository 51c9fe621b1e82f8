import { textFrame } from "./text-frame.ts";
import type { RoomNews } from "../../kernel/topics.ts";
import type { LiveSocket } from "./live-socket.ts";

/** A room tells its passive audience of news at once, then not again for this long. */
const quietMs = 2_000;

function lastSeqOf(news: RoomNews | null): number {
  return news?.events.at(-1)?.seq ?? 0;
}

/**
 * Members' sockets that do not have the room live: they get a count now and then, so a busy room that nobody looks at
 * costs its members next to nothing.
 */
export class PassiveAudience {
  readonly #live: { has(socket: LiveSocket): boolean };
  readonly #sockets = new Set<LiveSocket>();
  #newest: RoomNews | null = null;
  #quiet: NodeJS.Timeout | null = null;

  constructor(live: { has(socket: LiveSocket): boolean }) {
    this.#live = live;
  }

  get empty(): boolean {
    return this.#sockets.size === 0;
  }

  has(socket: LiveSocket): boolean {
    return this.#sockets.has(socket);
  }

  add(socket: LiveSocket): void {
    this.#sockets.add(socket);
  }

  delete(socket: LiveSocket): void {
    this.#sockets.delete(socket);
  }

  tell(news: RoomNews): void {
    if (this.#sockets.size === 0) return;
    // News of one room can overtake each other; only what is newest is worth telling.
    if (lastSeqOf(news) >= lastSeqOf(this.#newest)) this.#newest = news;
    if (!this.#quiet) this.#send();
  }

  stop(): void {
    if (this.#quiet) clearTimeout(this.#quiet);
    this.#quiet = null;
  }

  #send(): void {
    const news = this.#newest;
    const last = news?.events.at(-1);
    this.#newest = null;
    this.#quiet = null;
    if (!news || !last) return;
    let frame: Buffer | null = null;
    for (const socket of this.#sockets) {
      if (this.#live.has(socket)) continue;
      frame ??= textFrame(
        JSON.stringify({
          type: "room.activity",
          room: news.room,
          seq: last.seq,
          messageCount: news.messageCount,
          at: last.at,
        }),
      );
      socket.out.pushEphemeral(frame);
    }
    if (frame) this.#quiet = setTimeout(() => this.#send(), quietMs);
  }
}
