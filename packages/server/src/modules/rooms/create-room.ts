import type { MyRoom, OperationInput, User } from "@parley/protocol";
import { AppError } from "../../kernel/app-error.ts";
import { UniqueViolation } from "../../kernel/unique-violation.ts";
import { uuidv7 } from "../../kernel/uuid.ts";
import type { Queries } from "../../ports/store.ts";
import { announceAdded, announceChanges, announceMemberships } from "./announce.ts";
import { ensureMayCreate, utcDay } from "./creation-policy.ts";
import { countCreation, lockCreations, lookAtCreations } from "./creation-store.ts";
import { insertMember } from "./member-store.ts";
import { findMyRoom, type MyRoomRow } from "./my-rooms-store.ts";
import { findRoomByClientId, insertRoom, recordChanges, type NewRoom, type Recorded } from "./room-store.ts";
import { myRoomView } from "./room-view.ts";
import type { RoomsParts } from "./rooms-parts.ts";

type Parts = Pick<RoomsParts, "store" | "bus" | "users" | "logger" | "clock" | "config">;

interface Made {
  readonly recorded: Recorded;
  readonly room: MyRoomRow;
}

interface Earlier {
  readonly recorded: null;
  readonly room: MyRoomRow | null;
}

export async function createRoom(parts: Parts, caller: User, input: OperationInput<"rooms.create">): Promise<MyRoom> {
  const room: NewRoom = {
    id: uuidv7(),
    name: input.name,
    description: input.description ?? "",
    category: input.category ?? "general",
    visibility: input.visibility,
    createdBy: caller.id,
    clientId: input.clientId ?? uuidv7(),
  };
  const made = await makeOnce(parts, caller, room);
  if (!made.recorded) {
    // Made by this request earlier, and left or deleted since.
    if (!made.room) throw new AppError("not_found");
    return myRoomView(made.room);
  }
  announceMemberships(parts, room.id, [caller.id]);
  await announceChanges(parts, room.id, made.recorded, [caller]);
  const answer = myRoomView(made.room);
  announceAdded(parts, caller.id, answer);
  return answer;
}

async function makeOnce(parts: Parts, caller: User, room: NewRoom): Promise<Made | Earlier> {
  const { store, clock, config } = parts;
  const now = clock.now();
  const day = utcDay(now);
  // A flood of requests over the limit is refused here, and does not keep connections waiting for the lock.
  const seen = await lookAtCreations(store, caller.id, day, room.clientId);
  if (!seen.repeated) ensureMayCreate(seen.madeToday, config.roomsCreatedPerDay, now);
  try {
    return await store.transaction(async (tx) => {
      const madeToday = await lockCreations(tx, caller.id, day);
      const earlier = await findRoomByClientId(tx, caller.id, room.clientId);
      if (earlier !== null) return { recorded: null, room: await findMyRoom(tx, caller.id, earlier) };
      ensureMayCreate(madeToday, config.roomsCreatedPerDay, now);
      await countCreation(tx, caller.id);
      return insertWithOwner(tx, caller, room);
    });
  } catch (error) {
    if (error instanceof UniqueViolation && error.constraint === "rooms_public_name_key") {
      throw new AppError("room_name_taken", { cause: error });
    }
    throw error;
  }
}

async function insertWithOwner(tx: Queries, owner: User, room: NewRoom): Promise<Made> {
  await insertRoom(tx, room);
  const recorded = await recordChanges(
    tx,
    room.id,
    [
      { type: "room.created", userId: owner.id },
      { type: "member.joined", userId: owner.id, role: "owner" },
    ],
    { members: 1 },
  );
  const joined = recorded.events[1]!;
  await insertMember(tx, room.id, {
    userId: owner.id,
    username: owner.username,
    role: "owner",
    at: joined.at,
    seq: joined.seq,
  });
  return { recorded, room: (await findMyRoom(tx, owner.id, room.id))! };
}
