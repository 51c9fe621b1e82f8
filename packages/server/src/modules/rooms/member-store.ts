import type { RoomRole } from "@parley/protocol";
import type { Prepared, Queries } from "../../ports/store.ts";
import type { MemberRow, Membership } from "./room.ts";

export async function findMember(store: Queries, roomId: string, userId: string): Promise<MemberRow | null> {
  const [row] = await store.query<MemberRow>(
    "select user_id, role, joined_at from members where room_id = $1 and user_id = $2",
    [roomId, userId],
  );
  return row ?? null;
}

/** Whoever comes in has read everything that was said before. */
export async function insertMember(
  tx: Queries,
  roomId: string,
  member: { userId: string; username: string; role: RoomRole; at: Date; seq: number },
): Promise<void> {
  await tx.query(
    `insert into members (room_id, user_id, username, role, joined_at, joined_seq, read_seq)
     values ($1, $2, $3, $4, $5, $6, $6)`,
    [roomId, member.userId, member.username, member.role, member.at, member.seq],
  );
}

export async function deleteMember(tx: Queries, roomId: string, userId: string): Promise<Membership | null> {
  const [row] = await tx.query<Membership>("delete from members where room_id = $1 and user_id = $2 returning role", [
    roomId,
    userId,
  ]);
  return row ?? null;
}

export const ownerExists: Prepared = {
  name: "rooms.owner-exists",
  text: "select exists (select from members where room_id = $1 and role = 'owner') as has",
};

export async function hasOwner(tx: Queries, roomId: string): Promise<boolean> {
  const [row] = await tx.query<{ has: boolean }>(ownerExists, [roomId]);
  return row?.has === true;
}

export const promotion: Prepared = {
  name: "rooms.promotion",
  text: `update members set role = 'owner'
    where room_id = $1 and user_id = (select user_id from members where room_id = $1 order by joined_seq limit 1)
    returning user_id`,
};

/** The member who has been there longest becomes owner. */
export async function promoteLongestStanding(tx: Queries, roomId: string): Promise<string> {
  const [row] = await tx.query<{ user_id: string }>(promotion, [roomId]);
  if (!row) throw new Error("A room with members left has no longest-standing one");
  return row.user_id;
}

/** Part of the members of a room that is deleted already. */
export async function deleteSomeMembers(store: Queries, roomId: string, limit: number): Promise<string[]> {
  const rows = await store.query<{ user_id: string }>(
    `delete from members m using rooms r
     where r.id = $1 and r.deleted_at is not null and m.room_id = r.id
       and m.user_id = any (array(select user_id from members where room_id = $1 limit $2))
     returning m.user_id`,
    [roomId, limit],
  );
  return rows.map((row) => row.user_id);
}

export const memberPage: Prepared = {
  name: "rooms.member-page",
  text: `select user_id, username, role, joined_at
    from members where room_id = $1 and username > $2 order by username limit $3`,
};

export function listMembersAfter(
  store: Queries,
  roomId: string,
  username: string,
  limit: number,
): Promise<(MemberRow & { username: string })[]> {
  return store.query(memberPage, [roomId, username, limit]);
}
