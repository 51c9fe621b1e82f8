import { sampleBody } from "../baselines/sample-message.ts";
import type { Crowd, OpenLoop, Return } from "../generators/open-loop.ts";
import { median } from "../measure/median.ts";
import { rounded, type Outcome } from "../measure/verdict.ts";
import { withDataFolder } from "../parley/data-folder.ts";
import { Parley } from "../parley/parley-server.ts";
import { createPeople, createRooms, seatsFor, withDatabase } from "../parley/people.ts";
import { Child, cores } from "../processes/child.ts";
import type { Scenario } from "../scenario.ts";

const sockets = 1_000;
const stopped = 10;
const rounds = 2;
const perSecond = 40;
const secondsWithout = 12;
/** The kernel takes some 4 MB for a stopped socket before the server has to keep anything; then comes its 1 MiB. */
const secondsWith = 20;
const body = sampleBody.repeat(57);
const fleet = "parley";

/** A thousand sockets in a room, of which one in a hundred stops reading: what do the others notice? */
export const slowReader: Scenario = (say) =>
  withDataFolder(async (dataDir) => {
    const load = new Child(new URL("../generators/fanout-load.ts", import.meta.url), { core: cores.load });
    let parley: Parley | undefined;
    try {
      parley = await Parley.start({ dataDir, core: cores.server });
      const seats = await withDatabase(parley.databaseUrl, async (database) => {
        const people = await createPeople(database, sockets);
        const [room] = await createRooms(database, [people]);
        return seatsFor(dataDir, people, () => room!);
      });
      await load.call("open", { dialect: "parley", port: parley.port, seats });
      say(
        `${sockets} sockets, ${perSecond} messages/s of ${body.length} characters; ${stopped} stop reading in every second phase`,
      );
      return await measure(parley, load, say);
    } finally {
      await Promise.all([load.stop(), parley?.stop()]);
    }
  });

interface Phase {
  readonly crowd: Crowd;
  /** Most that the server held at any time. */
  readonly peakBytes: number;
}

async function measure(parley: Parley, load: Child, say: (line: string) => void): Promise<Outcome> {
  const phase = async (slow: number, seconds: number): Promise<Phase> => {
    let peakBytes = 0;
    const watch = setInterval(() => (peakBytes = Math.max(peakBytes, parley.residentBytes())), 50);
    const crowd = await load.call<Crowd>("openLoop", {
      fleet,
      perSecond,
      seconds,
      body,
      stopped: slow,
    } satisfies OpenLoop & { fleet: string });
    clearInterval(watch);
    const { p50Ms, p99Ms, maxMs } = crowd.toDeliver;
    say(
      `${slow === 0 ? "all read   " : `${slow} stopped`}: to deliver p50 ${p50Ms.toFixed(1)} p99 ${p99Ms.toFixed(1)} max ${maxMs.toFixed(1)} ms, ` +
        `server at most ${(peakBytes / 2 ** 20).toFixed(1)} MiB`,
    );
    return { crowd, peakBytes };
  };
  await phase(0, secondsWithout);
  const without: Phase[] = [];
  const during: Phase[] = [];
  const returns: Return[] = [];
  for (let round = 0; round < rounds; round++) {
    without.push(await phase(0, secondsWithout));
    during.push(await phase(stopped, secondsWith));
    const back = await load.call<Return>("comeBack", { fleet, count: stopped });
    say(`closed with ${JSON.stringify(back.closedWith)}, resumed as ${JSON.stringify(back.resumed)}`);
    returns.push(back);
  }
  without.push(await phase(0, secondsWithout));
  return judge(without, during, returns);
}

function judge(without: readonly Phase[], during: readonly Phase[], returns: readonly Return[]): Outcome {
  const p99 = (phases: readonly Phase[]): number => median(phases.map((phase) => phase.crowd.toDeliver.p99Ms));
  // Beside the phases before and after: what grows by itself while the server warms up belongs to nobody.
  const beside = (i: number): number => Math.max(without[i]!.peakBytes, without[i + 1]!.peakBytes);
  const growth = during.map((phase, i) => (phase.peakBytes - beside(i)) / stopped / 2 ** 20);
  const total = stopped * returns.length;
  const count = (of: (back: Return) => number): number => returns.reduce((sum, back) => sum + of(back), 0);
  const back = count(({ resumed }) => (resumed["live"] ?? 0) + (resumed["reset"] ?? 0));
  return {
    figures: {
      p99Ms: rounded(p99(without)),
      p99MsWithStopped: rounded(p99(during)),
      p99Ratio: rounded(
        median(during.map((phase, i) => phase.crowd.toDeliver.p99Ms / without[i]!.crowd.toDeliver.p99Ms)),
      ),
      mibPerStopped: rounded(Math.max(...growth)),
      closedToResume: rounded(count(({ closedWith }) => closedWith["4008"] ?? 0) / total),
      caughtUp: rounded(back / total),
      deliveriesPerSecond: perSecond * sockets,
      frameCharacters: body.length,
    },
    targets: {
      p99Ratio: { max: 2 },
      mibPerStopped: { max: 1.5 },
      closedToResume: { min: 1 },
      caughtUp: { min: 1 },
    },
    voids: [
      ...new Set(
        [...without, ...during].flatMap((phase) => phase.crowd.faults).concat(returns.flatMap((one) => one.faults)),
      ),
    ],
  };
}
