import type { Queries } from "../../ports/store.ts";

export type TicketStore = ReturnType<typeof createTicketStore>;

export function createTicketStore(store: Queries) {
  return {
    async insert(hash: Uint8Array, sessionId: string, expiresAt: Date): Promise<void> {
      await store.query("insert into socket_tickets (ticket_hash, session_id, expires_at) values ($1, $2, $3)", [
        hash,
        sessionId,
        expiresAt,
      ]);
    },

    /** The delete is what makes a ticket work once: of two that race, one gets the row. */
    async take(hash: Uint8Array, now: Date): Promise<{ sessionId: string; userId: string } | null> {
      const [row] = await store.query<{ sessionId: string; userId: string }>(
        `with taken as (delete from socket_tickets where ticket_hash = $1 returning session_id, expires_at)
         select sessions.id as "sessionId", sessions.user_id as "userId"
         from taken join sessions on sessions.id = taken.session_id
         where taken.expires_at > $2 and sessions.ended_at is null and sessions.expires_at > $2`,
        [hash, now],
      );
      return row ?? null;
    },

    async purge(before: Date, limit: number): Promise<number> {
      const rows = await store.query(
        `delete from socket_tickets where ticket_hash in (
           select ticket_hash from socket_tickets where expires_at < $1
           order by expires_at limit $2 for update skip locked)
         returning 1`,
        [before, limit],
      );
      return rows.length;
    },
  };
}
