interface RoomInList {
  readonly room: { readonly id: string };
  readonly unread: number;
}

/** The room above (-1) or below (1) in the list, round its ends; with `unreadOnly` the next one with unread messages. */
export function neighbourRoom(
  rooms: readonly RoomInList[],
  currentId: string | undefined,
  direction: 1 | -1,
  unreadOnly: boolean,
): string | undefined {
  const current = rooms.findIndex(({ room }) => room.id === currentId);
  const start = current === -1 && direction === -1 ? rooms.length : current;
  for (let step = 1; step <= rooms.length; step++) {
    const candidate = rooms.at((start + direction * step + rooms.length * 2) % rooms.length);
    if (candidate === undefined || candidate.room.id === currentId) continue;
    if (!unreadOnly || candidate.unread > 0) return candidate.room.id;
  }
  return undefined;
}
