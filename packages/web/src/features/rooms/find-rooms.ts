import type { MyRoom } from "@parley/protocol";

/** At most so many are offered at once. */
const offered = 50;

/** My rooms whose name has each word of `query`, those that begin with it first; unread ones first without a query. */
export function findRooms(rooms: readonly MyRoom[], query: string): readonly MyRoom[] {
  const wanted = fold(query);
  const words = wanted.split(/\s+/).filter((word) => word !== "");
  const rank = ({ room, unread }: MyRoom) => {
    if (wanted === "") return unread > 0 ? 0 : 1;
    return fold(room.name).startsWith(wanted) ? 0 : 1;
  };
  return rooms
    .filter(({ room }) => words.every((word) => fold(room.name).includes(word)))
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, offered);
}

/** Without the case and the accents of letters: `Café` is found by `cafe`. */
function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase().trim();
}
