import { afterAll, beforeAll, expect, test } from "vitest";
import type { User } from "@parley/protocol";
import { AppError } from "../../kernel/app-error.ts";
import { silentLogger } from "../../kernel/logger.ts";
import type { Store } from "../../ports/store.ts";
import { createUsers } from "../users/index.ts";
import { joinRoom } from "./join-room.ts";
import { removeMember } from "./remove-member.ts";
import { startRooms, type RoomsForTests } from "./rooms-for-tests.ts";

let world: RoomsForTests;
let ada: User;
let bob: User;
let room: string;

beforeAll(async () => {
  world = await startRooms();
  ada = await world.person("ada");
  bob = await world.person("bob");
  room = (await world.as(ada)("rooms.create", { name: "Open", visibility: "public" })).room.id;
});
afterAll(() => world.close());

/** A database that does what it is told, and whose answer is lost. */
function answersLost() {
  const store: Store = {
    query: (...asked) => world.store.query(...asked),
    async transaction(work) {
      await world.store.transaction(work);
      throw new AppError("unavailable");
    },
  };
  return { store, bus: world.bus, users: createUsers(world.store), logger: silentLogger };
}

test("rights follow what was stored although the answer of the database was lost", async () => {
  expect(await world.rooms.membership(room, bob.id)).toBeNull();
  await expect(joinRoom(answersLost(), bob, room)).rejects.toMatchObject({ code: "unavailable" });
  expect(await world.rooms.membership(room, bob.id)).toEqual({ role: "member" });
  const removal = removeMember(answersLost(), ada, { roomId: room, userId: bob.id });
  await expect(removal).rejects.toMatchObject({ code: "unavailable" });
  expect(await world.rooms.membership(room, bob.id)).toBeNull();
});
