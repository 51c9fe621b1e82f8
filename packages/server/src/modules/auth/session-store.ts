import { limits } from "@parley/protocol";
import type { Queries, Store } from "../../ports/store.ts";
import type { RenewableSession } from "./renewal-policy.ts";

export type EndReason = "signed_out" | "ended_elsewhere" | "too_many_sessions" | "refresh_token_reused";

export interface NewSession {
  readonly id: string;
  readonly userId: string;
  readonly client: string;
  readonly address: string;
  readonly salt: Uint8Array;
  readonly at: Date;
  readonly expiresAt: Date;
}

export interface LockedSession extends RenewableSession {
  readonly userId: string;
  readonly salt: Uint8Array;
}

export interface ListedSession {
  readonly id: string;
  readonly client: string;
  readonly address: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
}

/** More than anybody signs in from; it bounds the list, which has no pages. */
export const sessionsPerUserMax = 100;

const isLive = {
  name: "session-is-live",
  text: "select 1 from sessions where id = $1 and ended_at is null and expires_at > $2",
};

export type SessionStore = ReturnType<typeof createSessionStore>;

export function createSessionStore(store: Store) {
  return {
    async isLive(id: string, now: Date): Promise<boolean> {
      return (await store.query(isLive, [id, now])).length > 0;
    },

    async liveAmong(ids: readonly string[], now: Date): Promise<Set<string>> {
      const rows = await store.query<{ id: string }>(
        "select id from sessions where id = any($1::uuid[]) and ended_at is null and expires_at > $2",
        [ids, now],
      );
      return new Set(rows.map((row) => row.id));
    },

    /** Newest first. */
    listLive(userId: string, now: Date): Promise<ListedSession[]> {
      return store.query<ListedSession>(
        `select id, client, address, created_at as "createdAt", last_used_at as "lastUsedAt", expires_at as "expiresAt"
         from sessions where user_id = $1 and ended_at is null and expires_at > $2 order by id desc limit $3`,
        [userId, now, sessionsPerUserMax],
      );
    },

    /** Whether it was live until now. */
    async endOwn(userId: string, id: string, reason: EndReason, now: Date): Promise<boolean> {
      const ended = await store.query(
        `update sessions set ended_at = $3, end_reason = $4
         where id = $1 and user_id = $2 and ended_at is null and expires_at > $3 returning id`,
        [id, userId, now, reason],
      );
      return ended.length > 0;
    },

    /** Of those that are over since `before`, at most `limit`; rows that another process clears are left to it. */
    async purge(before: Date, limit: number): Promise<number> {
      const rows = await store.query(
        `delete from sessions where id in (
           select id from sessions where least(ended_at, expires_at) < $1
           order by least(ended_at, expires_at) limit $2 for update skip locked)
         returning id`,
        [before, limit],
      );
      return rows.length;
    },
  };
}

export async function insertSession(tx: Queries, session: NewSession): Promise<void> {
  await tx.query(
    `insert into sessions
       (id, user_id, client, address, refresh_salt, created_at, last_used_at, renewed_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $6, $6, $7)`,
    [session.id, session.userId, session.client, session.address, session.salt, session.at, session.expiresAt],
  );
}

/** Ends the longest unused sessions of a user who has more than the allowed number; returns their ids. */
export async function endSurplusSessions(tx: Queries, userId: string, now: Date): Promise<string[]> {
  const ended = await tx.query<{ id: string }>(
    `update sessions set ended_at = $2, end_reason = $3
     where ended_at is null and id in (
       select id from sessions where user_id = $1 and ended_at is null and expires_at > $2
       order by last_used_at desc, id desc offset $4)
     returning id`,
    [userId, now, "too_many_sessions" satisfies EndReason, sessionsPerUserMax],
  );
  return ended.map((row) => row.id);
}

/** The row lock makes one of two renewals at once the first, in whatever process they are. */
export async function lockSession(tx: Queries, id: string): Promise<LockedSession | null> {
  const [row] = await tx.query<LockedSession>(
    `select user_id as "userId", refresh_salt as salt, refresh_generation as generation, renewed_at as "renewedAt",
       expires_at as "expiresAt", ended_at is not null as ended
     from sessions where id = $1 for update`,
    [id],
  );
  return row ?? null;
}

export async function advanceGeneration(tx: Queries, id: string, generation: number, now: Date): Promise<Date> {
  const expiresAt = new Date(now.getTime() + limits.refreshTokenSeconds * 1000);
  await tx.query(
    `update sessions set refresh_generation = $2, renewed_at = $3, last_used_at = $3, expires_at = $4 where id = $1`,
    [id, generation, now, expiresAt],
  );
  return expiresAt;
}

export async function endLockedSession(tx: Queries, id: string, reason: EndReason, now: Date): Promise<void> {
  await tx.query("update sessions set ended_at = $2, end_reason = $3 where id = $1", [id, now, reason]);
}
