import type pg from "pg";

/** Puts messages of somebody into a room past the server, as if they had been said while nobody was connected. */
export async function addMessages(database: pg.Client, room: string, senderId: string, count: number): Promise<void> {
  await database.query(
    `with grown as (
       update rooms set seq = seq + $3, message_count = message_count + $3, last_activity_at = now() where id = $1
       returning seq - $3 as seq, message_count - $3 as ordinal, last_activity_at as at
     )
     insert into messages (room_id, seq, sender_id, client_id, ordinal, at, kind, body)
     select $1, grown.seq + n, $2, gen_random_uuid(), grown.ordinal + n, grown.at, 'text', 'missed ' || n
     from grown, generate_series(1, $3::int) as n`,
    [room, senderId, count],
  );
}
