import { createClient, memoryTokenStorage, type Client } from "@parley/client";
import type { Person } from "@parley/server/testing";
import { isDeepStrictEqual } from "node:util";
import { until } from "./crowd.ts";
import { compare, freshRooms } from "./snapshot-case.ts";

/** Somebody's SDK that opens every room it hears of. It may take a moment to settle, but then it shows what is there. */
export async function sdkWatching(person: Person): Promise<{ differences(): Promise<string | null> }> {
  const tokens = memoryTokenStorage();
  const later = new Date(Date.now() + 600_000).toISOString();
  const { accessToken, refreshToken } = person;
  await tokens.save({ accessToken, refreshToken, accessTokenExpiresAt: later, refreshTokenExpiresAt: later });
  const client = createClient({ url: person.url, keep: "token", tokens });
  const opened = new Set<string>();
  client.rooms.subscribe(() => {
    for (const { room } of client.rooms.get().rooms) {
      if (opened.size === opened.add(room.id).size) continue;
      client.timeline(room.id).open();
      // Loads when somebody looks.
      client.members(room.id).subscribe(() => {});
    }
  });
  void client.start();
  return {
    async differences() {
      let found: string | null = null;
      await until(async () => (found = await difference(client, person)) === null, 10_000);
      client.stop();
      return found;
    },
  };
}

async function difference(client: Client, person: Person): Promise<string | null> {
  const fresh = await freshRooms(person);
  const known = new Map(client.rooms.get().rooms.map((room) => [room.room.id, room]));
  const rooms = compare(known, fresh);
  if (rooms) return rooms;
  for (const roomId of fresh.keys()) {
    const { members } = await person.call("rooms.members", { roomId, limit: 100 });
    const shown = client.members(roomId).get().members;
    if (!isDeepStrictEqual(shown, members))
      return `members ${JSON.stringify(shown)}\nbut read afresh they are\n${JSON.stringify(members)}`;
    const { events } = await person.call("messages.history", { roomId, limit: 20 });
    const items = client.timeline(roomId).get().items.slice(-events.length);
    const seen = items.map((item) => (item.kind === "event" ? item.event : item));
    if (!isDeepStrictEqual(seen, events))
      return `the timeline ${JSON.stringify(seen)}\nbut read afresh it is\n${JSON.stringify(events)}`;
  }
  return null;
}
