import { describe, expect, it } from "vitest";
import { currentRoomId } from "./current-room.ts";
import { neighbourRoom } from "./neighbour-room.ts";

const rooms = [
  { room: { id: "a" }, unread: 0 },
  { room: { id: "b" }, unread: 2 },
  { room: { id: "c" }, unread: 0 },
  { room: { id: "d" }, unread: 1 },
];

describe("the next room by keyboard", () => {
  it("is the one above or below, and goes round the ends", () => {
    expect(neighbourRoom(rooms, "a", 1, false)).toBe("b");
    expect(neighbourRoom(rooms, "b", -1, false)).toBe("a");
    expect(neighbourRoom(rooms, "a", -1, false)).toBe("d");
    expect(neighbourRoom(rooms, "d", 1, false)).toBe("a");
  });

  it("is the nearest unread one when asked so", () => {
    expect(neighbourRoom(rooms, "a", 1, true)).toBe("b");
    expect(neighbourRoom(rooms, "b", 1, true)).toBe("d");
    expect(neighbourRoom(rooms, "d", 1, true)).toBe("b");
  });

  it("is the first or last when no room is open", () => {
    expect(neighbourRoom(rooms, undefined, 1, false)).toBe("a");
    expect(neighbourRoom(rooms, undefined, -1, false)).toBe("d");
  });

  it("is none when there is no other", () => {
    expect(neighbourRoom([], undefined, 1, false)).toBeUndefined();
    expect(neighbourRoom([{ room: { id: "a" }, unread: 1 }], "a", 1, true)).toBeUndefined();
  });
});

it("the room that is looked at stands in the address", () => {
  expect(currentRoomId("/rooms/a")).toBe("a");
  expect(currentRoomId("/rooms")).toBeUndefined();
});
