import { expect, test } from "vitest";
import { AppError } from "../../kernel/app-error.ts";
import type { CallerContext } from "../../kernel/operation.ts";
import { resumeRooms } from "./resume-rooms.ts";

const nothing = { heads: async () => new Map(), ranges: async () => new Map(), range: async () => [] };
const parts = { timelines: nothing, epoch: async () => "epoch" };

/** A socket that has room for so many rooms. */
function socketWith(places: number) {
  const known = new Set<string>();
  const live = {
    inTurn: <T>(work: () => Promise<T>) => work(),
    hold(room: string) {
      if (known.size >= places) throw new AppError("invalid_input");
      known.add(room);
    },
    goLive: () => {},
    drop: (room: string) => void known.delete(room),
  };
  const context: CallerContext = {
    requestId: "request",
    address: "127.0.0.1",
    client: "",
    caller: { sessionId: "session", user: { id: "ada", username: "ada", displayName: "Ada" } },
    live,
  };
  return { context, known };
}

test("when a socket has no place left for one of the rooms, none is kept waiting for an answer that never comes", async () => {
  const { context, known } = socketWith(2);
  const rooms = ["a", "b", "c"].map((room) => ({ room }));
  await expect(resumeRooms(parts, { rooms }, context)).rejects.toMatchObject({ code: "invalid_input" });
  expect([...known]).toEqual([]);
});
