import { AppError } from "../../kernel/app-error.ts";
import type { Queries } from "../../ports/store.ts";
import { announceMemberships } from "./announce.ts";
import type { RoomsParts } from "./rooms-parts.ts";

/**
 * A transaction that changes who is in a room. One whose connection broke may have been carried out all the same, and
 * nobody is told: then what is remembered of the room is forgotten, or who was put out could go on writing, and who came
 * in could not.
 */
export async function changeRoom<T>(
  parts: Pick<RoomsParts, "store" | "bus">,
  roomId: string,
  work: (tx: Queries) => Promise<T>,
): Promise<T> {
  try {
    return await parts.store.transaction(work);
  } catch (error) {
    const isRefusal = error instanceof AppError && error.code !== "unavailable";
    if (!isRefusal) announceMemberships(parts, roomId, null);
    throw error;
  }
}
