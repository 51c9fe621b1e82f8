import type { Queries } from "../../ports/store.ts";

/** Rooms that were deleted, oldest deletion first. */
export async function findDeletedRoom(store: Queries): Promise<string | null> {
  const [row] = await store.query<{ id: string }>(
    "select id from rooms where deleted_at is not null order by deleted_at limit 1",
  );
  return row?.id ?? null;
}

/** Removes part of what was said in a deleted room; the number of rows removed. */
export async function deleteSomeMessages(store: Queries, roomId: string, limit: number): Promise<number> {
  return count(
    await store.query<{ count: number }>(
      `with gone as (
         delete from messages where room_id = $1
           and seq = any (array(select seq from messages where room_id = $1 order by seq limit $2))
         returning 1
       ) select count(*) from gone`,
      [roomId, limit],
    ),
  );
}

export async function deleteSomeEvents(store: Queries, roomId: string, limit: number): Promise<number> {
  return count(
    await store.query<{ count: number }>(
      `with gone as (
         delete from room_events where room_id = $1
           and seq = any (array(select seq from room_events where room_id = $1 order by seq limit $2))
         returning 1
       ) select count(*) from gone`,
      [roomId, limit],
    ),
  );
}

export async function deleteRoomRow(store: Queries, roomId: string): Promise<void> {
  await store.query("delete from rooms where id = $1 and deleted_at is not null", [roomId]);
}

const count = (rows: { count: number }[]): number => rows[0]?.count ?? 0;
