import { Histogram, type Latency } from "../measure/histogram.ts";
import { answer } from "../processes/child.ts";
import { clientFrame } from "../wire/frames.ts";
import { Fleet, type FleetOptions } from "./fleet.ts";
import { pace } from "./pacer.ts";

/* Asks for pages of history on a schedule, at several servers in turn. */

export interface PageLoad {
  readonly fleet: string;
  readonly perSecond: number;
  readonly seconds: number;
  readonly limit: number;
  /** Newest seq of each room; every room has as many. */
  readonly newest: number;
  readonly rooms: readonly string[];
}

export interface Pages {
  readonly pages: number;
  readonly latency: Latency;
  readonly cpuSeconds: number;
  readonly faults: readonly string[];
}

interface Asked {
  readonly due: number;
  readonly before: number;
}
interface Page {
  readonly id: number;
  readonly ok?: { readonly events: readonly { readonly seq: number }[] };
}

const lostAfterMs = 15_000;
const fleets = new Map<string, Fleet>();

answer({
  open: async ({ name, ...options }: FleetOptions & { name: string }) => {
    fleets.set(name, await Fleet.open(options));
  },
  pages: (load: PageLoad) => readPages(fleets.get(load.fleet)!, load),
});

/** Each page is of a random room and ends at a random place of it; one in four is the newest. */
async function readPages(fleet: Fleet, { perSecond, seconds, limit, newest, rooms }: PageLoad): Promise<Pages> {
  const asked = new Map<number, Asked>();
  const latency = new Histogram();
  const usage = process.cpuUsage();
  fleet.onText = (_index, data, start, end) => {
    const now = performance.now();
    const page = JSON.parse(data.toString("utf8", start, end)) as Page;
    const request = asked.get(page.id);
    asked.delete(page.id);
    if (!request) return fleet.fault(`a page that nobody asked for: ${page.id}`);
    latency.record((now - request.due) * 1_000);
    const seqs = page.ok?.events.map((event) => event.seq) ?? [];
    const whole = seqs.length === limit && seqs.every((seq, i) => seq === request.before - limit + i);
    if (!whole)
      fleet.fault(`the page before ${request.before} holds ${seqs.length} events from ${seqs[0]} to ${seqs.at(-1)}`);
  };
  const sent = await pace({ perSecond, seconds }, (due, number) => {
    const id = number + 1;
    const newestPage = number % 4 === 0;
    const before = newestPage ? newest + 1 : limit + 1 + Math.floor(Math.random() * (newest - limit));
    const roomId = rooms[Math.floor(Math.random() * rooms.length)]!;
    asked.set(id, { due, before });
    const input = newestPage ? { roomId, limit } : { roomId, limit, before };
    const frame = clientFrame(JSON.stringify({ id, op: "messages.history", input }));
    fleet.sockets[number % fleet.sockets.length]!.write(frame);
  });
  const giveUp = performance.now() + lostAfterMs;
  while (asked.size > 0 && performance.now() < giveUp) await new Promise((resolve) => setTimeout(resolve, 5));
  if (asked.size > 0) fleet.fault(`${asked.size} of ${sent} pages never came`);
  fleet.onText = null;
  const { user, system } = process.cpuUsage(usage);
  return { pages: latency.count, latency: latency.summary(), cpuSeconds: (user + system) / 1e6, faults: fleet.faults };
}
