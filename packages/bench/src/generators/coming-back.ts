import { limits } from "@parley/protocol";
import { clientFrame } from "../wire/frames.ts";
import type { Return } from "./open-loop.ts";
import type { Fleet } from "./fleet.ts";

/** What a history page and a resumed room have in common. */
interface Missed {
  readonly events: readonly { readonly seq: number }[];
}
type Resumed =
  | { status: "live"; seq: number; events: Missed["events"] }
  | { status: "reset"; seq: number }
  | { status: "gone" };

const patienceMs = 20_000;

/**
 * The last `count` sockets read again: what was in their buffers, then the close. They connect again, resume from the last
 * position, fetch what was too much to be replayed, and must then have every message once.
 */
export async function comeBack(fleet: Fleet, count: number): Promise<Return> {
  const everybody = fleet.sockets.length;
  const slow = Array.from({ length: count }, (_, i) => everybody - 1 - i);
  const closedWith: Record<string, number> = {};
  const resumed: Record<string, number> = {};
  const tally = (table: Record<string, number>, key: string): void => void (table[key] = (table[key] ?? 0) + 1);
  for (const end of await Promise.all(slow.map((index) => readUntilClosed(fleet, index)))) tally(closedWith, end);
  for (const index of slow) {
    const seen = fleet.lastSeq[index]!;
    await fleet.rejoin(index);
    const { room } = fleet.seats[index]!;
    const back = await ask<{ rooms: Resumed[] }>(fleet, index, "sync.resume", { rooms: [{ room, seq: seen }] });
    const answer = back.rooms[0]!;
    tally(resumed, answer.status);
    if (answer.status === "gone") continue;
    let last = seen;
    const take = ({ events }: Missed): void => {
      for (const { seq } of events) {
        if (seq !== last + 1) fleet.fault(`socket ${index} caught up with ${seq} after ${last}`);
        last = seq;
      }
    };
    if (answer.status === "live") take(answer);
    while (last < answer.seq) {
      take(
        await ask<Missed>(fleet, index, "messages.history", {
          roomId: room,
          after: last,
          limit: limits.historyPageMax,
        }),
      );
    }
    if (last !== fleet.lastSeq[0]) fleet.fault(`socket ${index} came back to ${last}, not ${fleet.lastSeq[0]}`);
    fleet.lastSeq[index] = last;
  }
  return { closedWith, resumed, faults: fleet.faults };
}

async function readUntilClosed(fleet: Fleet, index: number): Promise<string> {
  const socket = fleet.sockets[index]!;
  const giveUp = performance.now() + patienceMs;
  fleet.expectClose(index);
  socket.startReading();
  while (!socket.closed && socket.closeCode === null && performance.now() < giveUp)
    await new Promise((resolve) => setTimeout(resolve, 10));
  const code = socket.closeCode;
  const open = code === null && !socket.closed;
  socket.destroy();
  // Or its end would be taken for that of the connection that follows it.
  while (!socket.closed) await new Promise((resolve) => setTimeout(resolve, 1));
  if (open) return "still open";
  return code === null ? "broken" : String(code);
}

let requests = 0x7000_0000;

async function ask<T>(fleet: Fleet, index: number, op: string, input: object): Promise<T> {
  const answer = fleet.nextText(index);
  fleet.sockets[index]!.write(clientFrame(JSON.stringify({ id: requests++, op, input })));
  const { ok, error } = JSON.parse(await answer) as { ok?: T; error?: { code: string } };
  if (ok === undefined) throw new Error(`${op} answered ${error?.code ?? "nothing"}`);
  return ok;
}
