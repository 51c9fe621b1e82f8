import { limits, type OperationOutput } from "@parley/protocol";
import { callHttp } from "@parley/server/testing";
import type { Entry } from "./history-checker.ts";
import { entryOf } from "./stored-rooms.ts";

/** A room from its beginning, page after page over HTTP. */
export async function readHistory(url: string, room: string, token: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let hasNewer = true; hasNewer;) {
    const after = entries.at(-1)?.seq;
    const input = { roomId: room, limit: limits.historyPageMax, ...(after === undefined ? { after: 0 } : { after }) };
    const { status, body } = await callHttp(url, "messages.history", input, token);
    if (status !== 200) throw new Error(`history answered ${status}: ${JSON.stringify(body)}`);
    const page = body as OperationOutput<"messages.history">;
    entries.push(...page.events.map(entryOf));
    hasNewer = page.hasNewer;
  }
  return entries;
}
