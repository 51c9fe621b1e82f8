import type { Room } from "@parley/protocol";
import type { Queries } from "../../ports/store.ts";
import type { RoomRow } from "./room.ts";
import { roomColumns } from "./room-store.ts";

export interface DirectoryRow extends RoomRow {
  readonly name_key: string;
  readonly joined: boolean;
}

/** Membership is looked up for the rooms of the page only; `exists` would let the database read all of a person's. */
const directorySql = (filter: string) => `
select page.*, (select true from members m where m.room_id = page.id and m.user_id = $1) is not null as joined
from (
  select ${roomColumns}, r.name_key from rooms r
  where r.visibility = 'public' and r.deleted_at is null and (r.name_key, r.id) > ($2, $3::uuid) ${filter}
  order by r.name_key, r.id limit $4
) page
order by page.name_key, page.id`;

/** A statement for each filter: each has its own index. */
export const directoryPages = {
  all: directorySql(""),
  category: directorySql("and r.category = $5"),
  words: directorySql("and r.search @@ to_tsquery('simple', $5)"),
  wordsInCategory: directorySql("and r.search @@ to_tsquery('simple', $5) and r.category = $6"),
};

export interface DirectoryPlace {
  readonly nameKey: string;
  readonly id: string;
}

export const directoryStart: DirectoryPlace = { nameKey: "", id: "00000000-0000-0000-0000-000000000000" };

export function listDirectory(
  store: Queries,
  userId: string,
  wanted: { after: DirectoryPlace; limit: number; words: string | null; category: Room["category"] | null },
): Promise<DirectoryRow[]> {
  const { after, limit, words, category } = wanted;
  const page = [userId, after.nameKey, after.id, limit];
  if (words !== null && category !== null)
    return store.query(directoryPages.wordsInCategory, [...page, words, category]);
  if (words !== null) return store.query(directoryPages.words, [...page, words]);
  if (category !== null) return store.query(directoryPages.category, [...page, category]);
  return store.query(directoryPages.all, page);
}
