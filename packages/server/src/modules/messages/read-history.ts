import { limits, type OperationInput, type OperationOutput } from "@parley/protocol";
import { AppError } from "../../kernel/app-error.ts";
import type { CallerContext } from "../../kernel/operation.ts";
import type { Store } from "../../ports/store.ts";
import type { Rooms } from "../rooms/index.ts";
import { historyRange } from "./history-page.ts";
import { readFirstSeqSince, readHead, readRange } from "./timeline-store.ts";

function timeOf(text: string | undefined, path: string): Date | null {
  if (text === undefined) return null;
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) {
    throw new AppError("invalid_input", { errors: [{ path, message: "must be an RFC 3339 time" }] });
  }
  return time;
}

export async function readHistory(
  { store, rooms }: { store: Store; rooms: Pick<Rooms, "requireMember"> },
  input: OperationInput<"messages.history">,
  { caller }: CallerContext,
): Promise<OperationOutput<"messages.history">> {
  const { roomId, before, after, around } = input;
  if ([before, after, around].filter((seq) => seq !== undefined).length > 1) {
    throw new AppError("invalid_input", { detail: "Give at most one of before, after and around." });
  }
  const from = timeOf(input.from, "/from");
  const to = timeOf(input.to, "/to");
  await rooms.requireMember(roomId, caller.user.id);

  const { seq: head } = await readHead(store, roomId);
  const first = from && (await readFirstSeqSince(store, roomId, from));
  const end = to && (await readFirstSeqSince(store, roomId, to));
  const high = end === null ? head : Math.min(end - 1, head);
  const low = from === null ? 0 : Math.min((first ?? head + 1) - 1, high);
  const range = historyRange(
    {
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
      ...(around !== undefined && { around }),
    },
    { low, high },
    input.limit ?? limits.historyPageDefault,
    from !== null && to === null,
  );
  const events = await readRange(store, roomId, range.low, range.high);
  return { events, hasOlder: range.low > low, hasNewer: range.high < high, seq: head };
}
