import type { Clock } from "../../kernel/clock.ts";
import type { MembershipsChanged } from "../../kernel/topics.ts";
import type { Standing } from "./room.ts";

interface Entry {
  readonly standing: Standing;
  readonly expiresAt: number;
}

export interface MembershipCache {
  standing(roomId: string, userId: string): Promise<Standing>;
  forget(change: MembershipsChanged): void;
}

/**
 * Who stands where, so that a message costs no read query. Bounded: the rooms that were quiet longest go first. An entry
 * expires by itself too, for news that the bus lost.
 */
export function createMembershipCache(options: {
  load(roomId: string, userId: string): Promise<Standing>;
  clock: Clock;
  maxEntries?: number;
  maxAgeMs?: number;
}): MembershipCache {
  const { load, clock, maxEntries = 50_000, maxAgeMs = 60_000 } = options;
  const rooms = new Map<string, Map<string, Entry>>();
  const loads = new Map<string, Map<string, Promise<Standing>>>();
  let size = 0;

  function keep(roomId: string, userId: string, standing: Standing): void {
    const room = touch(roomId) ?? new Map<string, Entry>();
    rooms.set(roomId, room);
    if (!room.has(userId)) size++;
    room.set(userId, { standing, expiresAt: clock.now() + maxAgeMs });
    for (const quietest of rooms.keys()) {
      if (size <= maxEntries) break;
      dropRoom(quietest);
    }
  }

  /** A Map keeps the order of insertion: what was used last stands last. */
  function touch(roomId: string): Map<string, Entry> | undefined {
    const room = rooms.get(roomId);
    if (room) {
      rooms.delete(roomId);
      rooms.set(roomId, room);
    }
    return room;
  }

  function dropRoom(roomId: string): void {
    size -= rooms.get(roomId)?.size ?? 0;
    rooms.delete(roomId);
  }

  function dropEntry(roomId: string, userId: string): void {
    const room = rooms.get(roomId);
    if (!room?.delete(userId)) return;
    size--;
    if (room.size === 0) rooms.delete(roomId);
  }

  function dropLoad(roomId: string, userId: string): void {
    const ofRoom = loads.get(roomId);
    if (ofRoom?.delete(userId) && ofRoom.size === 0) loads.delete(roomId);
  }

  function startLoad(roomId: string, userId: string): Promise<Standing> {
    let ofRoom = loads.get(roomId);
    if (!ofRoom) loads.set(roomId, (ofRoom = new Map()));
    const current = (): boolean => loads.get(roomId)?.get(userId) === started;
    const started = load(roomId, userId).then(
      (standing) => {
        // A load that a change overtook may have read the time before it: its answer is not kept.
        if (current()) {
          dropLoad(roomId, userId);
          keep(roomId, userId, standing);
        }
        return standing;
      },
      (error: unknown) => {
        if (current()) dropLoad(roomId, userId);
        throw error;
      },
    );
    ofRoom.set(userId, started);
    return started;
  }

  return {
    async standing(roomId, userId) {
      const entry = touch(roomId)?.get(userId);
      if (entry && entry.expiresAt > clock.now()) return entry.standing;
      return loads.get(roomId)?.get(userId) ?? startLoad(roomId, userId);
    },
    forget({ room, userIds }) {
      if (userIds === null) {
        dropRoom(room);
        loads.delete(room);
      }
      for (const userId of userIds ?? []) {
        dropEntry(room, userId);
        dropLoad(room, userId);
      }
    },
  };
}
