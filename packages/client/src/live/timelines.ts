import { RoomTimeline, type RoomTimelineParts } from "./room-timeline.ts";

/** Rooms that were closed and stay in memory, so that going back to one shows it at once. */
const closedKept = 20;

/** One timeline for each room that was asked for; of those that are closed only the latest keep their events. */
export class Timelines {
  readonly #timelines = new Map<string, RoomTimeline>();
  /** Closed ones with events in memory, the longest closed first. */
  readonly #closed = new Set<RoomTimeline>();

  get(roomId: string, parts: RoomTimelineParts): RoomTimeline {
    const known = this.#timelines.get(roomId);
    if (known !== undefined) return known;
    const timeline = new RoomTimeline(roomId, {
      ...parts,
      opened: (opened) => {
        this.#closed.delete(opened);
        parts.opened(opened);
      },
      closed: (closed) => {
        this.#remember(closed);
        parts.closed(closed);
      },
    });
    this.#timelines.set(roomId, timeline);
    return timeline;
  }

  find(roomId: string): RoomTimeline | undefined {
    return this.#timelines.get(roomId);
  }

  /** Nothing in memory is true any more. */
  clearAll(): void {
    for (const timeline of this.#timelines.values()) timeline.clear();
  }

  endAll(): void {
    for (const timeline of this.#timelines.values()) timeline.end();
    this.#timelines.clear();
    this.#closed.clear();
  }

  #remember(timeline: RoomTimeline): void {
    this.#closed.add(timeline);
    for (const oldest of this.#closed) {
      if (this.#closed.size <= closedKept) return;
      this.#closed.delete(oldest);
      oldest.clear();
    }
  }
}
