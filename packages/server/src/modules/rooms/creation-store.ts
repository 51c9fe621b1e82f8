import type { Queries } from "../../ports/store.ts";

/**
 * How many rooms somebody has made on this day (UTC, `2026-11-20`). The row stays locked until the transaction ends: one
 * person's rooms are made one after another, or parallel requests would all see room below the limit.
 */
export async function lockCreations(tx: Queries, userId: string, day: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `insert into room_creations as made (user_id, day, count) values ($1, $2, 0)
     on conflict (user_id) do update
     set day = greatest(made.day, excluded.day), count = case when made.day >= excluded.day then made.count else 0 end
     returning count`,
    [userId, day],
  );
  return row?.count ?? 0;
}

/** The same without a lock, and whether this request was carried out before: both as of one moment. */
export async function lookAtCreations(
  store: Queries,
  userId: string,
  day: string,
  clientId: string,
): Promise<{ madeToday: number; repeated: boolean }> {
  const [row] = await store.query<{ made: number | null; repeated: boolean }>(
    `select (select count from room_creations where user_id = $1 and day >= $2) as made,
       exists (select from rooms where created_by = $1 and client_id = $3) as repeated`,
    [userId, day, clientId],
  );
  return { madeToday: row?.made ?? 0, repeated: row?.repeated === true };
}

export async function countCreation(tx: Queries, userId: string): Promise<void> {
  await tx.query("update room_creations set count = count + 1 where user_id = $1", [userId]);
}
