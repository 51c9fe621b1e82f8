import type { TimelineEvent } from "@parley/protocol";
import pg from "pg";
import type { Entry } from "./history-checker.ts";

/** What stands at an event's place in the order. */
export function entryOf(event: TimelineEvent): Entry {
  if (event.type === "message.created")
    return { seq: event.seq, id: event.clientId, words: `${event.sender.id}: ${event.body}` };
  return { seq: event.seq, id: `${event.type} at ${event.seq}` };
}

/** A connection to the store of a server, past the server, while `work` runs. */
export async function withDatabase<T>(url: string, work: (database: pg.Client) => Promise<T>): Promise<T> {
  const database = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // It may be killed under us.
  database.on("error", () => {});
  await database.connect();
  try {
    return await work(database);
  } finally {
    await database.end().catch(() => {});
  }
}

/** The order of each room as SQL tells it, past all of the server's own code. */
export async function storedRooms(database: pg.Client, rooms: readonly string[]): Promise<Map<string, Entry[]>> {
  const { rows } = await database.query<{ room_id: string; seq: string; id: string; words: string | null }>(
    `select room_id, seq, client_id::text as id, sender_id || ': ' || body as words from messages where room_id = any($1::uuid[])
     union all
     select room_id, seq, type || ' at ' || seq, null from room_events where room_id = any($1::uuid[])
     order by room_id, seq`,
    [rooms],
  );
  const stored = new Map<string, Entry[]>(rooms.map((room) => [room, []]));
  for (const row of rows)
    stored
      .get(row.room_id)
      ?.push({ seq: Number(row.seq), id: row.id, ...(row.words !== null && { words: row.words }) });
  return stored;
}

export async function heads(database: pg.Client, rooms: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await database.query<{ id: string; seq: string }>(
    "select id, seq from rooms where id = any($1::uuid[])",
    [rooms],
  );
  return new Map(rows.map(({ id, seq }) => [id, Number(seq)]));
}
