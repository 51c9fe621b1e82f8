import type { Clock } from "../../kernel/clock.ts";
import type { Standing } from "./room.ts";

interface Kept {
  readonly standing: Standing;
  readonly keptAt: number;
}

/** Standings by room and person: at most `maxEntries`, and none older than `maxAgeMs`. */
export function createKeptStandings(options: { clock: Clock; maxEntries: number; maxAgeMs: number }) {
  const { clock, maxEntries, maxAgeMs } = options;
  const rooms = new Map<string, Map<string, Kept>>();
  let size = 0;

  /** A Map keeps the order of insertion: the room that was asked for last stands last. */
  function touch(roomId: string): Map<string, Kept> | undefined {
    const room = rooms.get(roomId);
    if (!room) return undefined;
    rooms.delete(roomId);
    rooms.set(roomId, room);
    return room;
  }

  function dropRoom(roomId: string): void {
    size -= rooms.get(roomId)?.size ?? 0;
    rooms.delete(roomId);
  }

  return {
    get(roomId: string, userId: string): Standing | undefined {
      const kept = touch(roomId)?.get(userId);
      // Either way: a clock that is set back must not make an entry live longer.
      return kept && Math.abs(clock.now() - kept.keptAt) < maxAgeMs ? kept.standing : undefined;
    },
    keep(roomId: string, userId: string, standing: Standing): void {
      const room = touch(roomId) ?? new Map<string, Kept>();
      rooms.set(roomId, room);
      if (!room.has(userId)) size++;
      room.set(userId, { standing, keptAt: clock.now() });
      // The rooms that were quiet longest go first.
      for (const quietest of rooms.keys()) {
        if (size <= maxEntries) break;
        dropRoom(quietest);
      }
    },
    drop(roomId: string, userId: string): void {
      const room = rooms.get(roomId);
      if (!room?.delete(userId)) return;
      size--;
      if (room.size === 0) rooms.delete(roomId);
    },
    dropRoom,
  };
}
