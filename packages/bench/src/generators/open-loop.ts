import { Histogram, type Latency } from "../measure/histogram.ts";
import { checkAll } from "./closed-loop.ts";
import type { Fleet } from "./fleet.ts";
import { pace } from "./pacer.ts";

export interface OpenLoop {
  readonly perSecond: number;
  readonly seconds: number;
  readonly body: string;
  /** The last so many sockets stop reading before it begins. */
  readonly stopped: number;
}

export interface Crowd {
  readonly messages: number;
  readonly cpuSeconds: number;
  /** From the time a message was due to its arrival at each socket that reads. */
  readonly toDeliver: Latency;
  readonly faults: readonly string[];
}

export interface Return {
  /** How many of the stopped sockets ended with each close code; "broken" without one. */
  readonly closedWith: Readonly<Record<string, number>>;
  /** How many came back by each answer to their resume. */
  readonly resumed: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}

const lostAfterMs = 15_000;

/** One sender speaks on a schedule to a room in which some no longer read. */
export async function openLoop(fleet: Fleet, { perSecond, seconds, body, stopped }: OpenLoop): Promise<Crowd> {
  const everybody = fleet.sockets.length;
  const slow = new Set(Array.from({ length: stopped }, (_, i) => everybody - 1 - i));
  const readers = everybody - stopped;
  const toDeliver = new Histogram();
  const due: number[] = [];
  const usage = process.cpuUsage();
  let [delivered, acknowledged] = [0, 0];
  for (const index of slow) {
    await fleet.joinAnew(index);
    fleet.sockets[index]!.stopReading();
  }
  const before = fleet.received.slice();
  fleet.onReply = () => void acknowledged++;
  fleet.onMessage = (index, _seq, tag) => {
    if (slow.has(index)) return;
    delivered++;
    toDeliver.record((performance.now() - due[tag]!) * 1_000);
  };
  const sent = await pace({ perSecond, seconds }, (intended, number) => {
    due[number] = intended;
    fleet.send(0, number, body);
  });
  const giveUp = performance.now() + lostAfterMs;
  while ((delivered < sent * readers || acknowledged < sent) && performance.now() < giveUp) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  checkAll(fleet, before, sent, slow);
  if (acknowledged !== sent) fleet.fault(`${acknowledged} of ${sent} messages were acknowledged`);
  const { user, system } = process.cpuUsage(usage);
  return { messages: sent, cpuSeconds: (user + system) / 1e6, toDeliver: toDeliver.summary(), faults: fleet.faults };
}
