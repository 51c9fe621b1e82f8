import type { MyRoom } from "@parley/protocol";
import { describe, expect, it } from "vitest";
import { findRooms } from "./find-rooms.ts";

function mine(name: string, unread = 0): MyRoom {
  const at = "2026-11-20T12:00:00.000Z";
  const room = {
    id: name,
    name,
    description: "",
    category: "general",
    visibility: "public",
    memberCount: 1,
    createdAt: at,
  } as const;
  return {
    room,
    role: "member",
    joinedAt: at,
    seq: 1,
    readSeq: 1,
    unread,
    messageCount: 1,
    lastActivityAt: at,
    lastEvent: null,
  };
}

const rooms = [mine("General"), mine("Café Society", 2), mine("Book club"), mine("Evening books")];
const found = (query: string) => findRooms(rooms, query).map(({ room }) => room.name);

describe("finding a room by a few letters", () => {
  it("shows all of them first, the unread at the top", () => {
    expect(found("")).toEqual(["Café Society", "General", "Book club", "Evening books"]);
  });

  it("does not mind case, accents and the order of words", () => {
    expect(found("CAFE")).toEqual(["Café Society"]);
    expect(found("books eve")).toEqual(["Evening books"]);
  });

  it("puts names that begin so before names that contain it", () => {
    expect(found("e")).toEqual(["Evening books", "General", "Café Society"]);
    expect(found("book")).toEqual(["Book club", "Evening books"]);
  });

  it("finds nothing for what is not there", () => {
    expect(found("zzz")).toEqual([]);
  });
});
