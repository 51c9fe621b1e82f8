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

export async function countCreation(tx: Queries, userId: string): Promise<void> {
  await tx.query("update room_creations set count = count + 1 where user_id = $1", [userId]);
}
