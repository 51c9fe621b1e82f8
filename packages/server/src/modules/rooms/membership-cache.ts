import type { Clock } from "../../kernel/clock.ts";
import type { MembershipsChanged } from "../../kernel/topics.ts";
import { createKeptStandings } from "./kept-standings.ts";
import type { Standing } from "./room.ts";

export interface MembershipCache {
  standing(roomId: string, userId: string): Promise<Standing>;
  forget(change: MembershipsChanged): void;
}

/**
 * Who stands where, so that a message costs no read query. Changes are heard over the bus; an entry expires by itself too,
 * for news that the bus lost.
 */
export function createMembershipCache(options: {
  load(roomId: string, userId: string): Promise<Standing>;
  clock: Clock;
  maxEntries?: number;
  maxAgeMs?: number;
}): MembershipCache {
  const { load, clock, maxEntries = 50_000, maxAgeMs = 60_000 } = options;
  const kept = createKeptStandings({ clock, maxEntries, maxAgeMs });
  const loads = new Map<string, Map<string, Promise<Standing>>>();

  function dropLoad(roomId: string, userId: string): void {
    const ofRoom = loads.get(roomId);
    if (ofRoom?.delete(userId) && ofRoom.size === 0) loads.delete(roomId);
  }

  function startLoad(roomId: string, userId: string): Promise<Standing> {
    // A load that a change overtook may have read the time before it: it is no longer this one, and is not kept.
    const current = (): boolean => loads.get(roomId)?.get(userId) === started;
    const started = load(roomId, userId).then(
      (standing) => {
        if (current()) {
          dropLoad(roomId, userId);
          kept.keep(roomId, userId, standing);
        }
        return standing;
      },
      (error: unknown) => {
        if (current()) dropLoad(roomId, userId);
        throw error;
      },
    );
    const ofRoom = loads.get(roomId) ?? new Map<string, Promise<Standing>>();
    loads.set(roomId, ofRoom.set(userId, started));
    return started;
  }

  return {
    async standing(roomId, userId) {
      return kept.get(roomId, userId) ?? loads.get(roomId)?.get(userId) ?? startLoad(roomId, userId);
    },
    forget({ room, userIds }) {
      if (userIds === null) {
        kept.dropRoom(room);
        loads.delete(room);
      }
      for (const userId of userIds ?? []) {
        kept.drop(room, userId);
        dropLoad(room, userId);
      }
    },
  };
}
