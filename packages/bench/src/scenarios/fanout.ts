import { sampleBody } from "../baselines/sample-message.ts";
import type { ClosedLoop, Round } from "../generators/closed-loop.ts";
import type { DialectName, Seat } from "../generators/dialects.ts";
import { median } from "../measure/median.ts";
import { rounded, type Outcome } from "../measure/verdict.ts";
import { withDataFolder } from "../parley/data-folder.ts";
import { Parley } from "../parley/parley-server.ts";
import { createPeople, createRooms, seatsFor, withDatabase } from "../parley/people.ts";
import { Child, cores } from "../processes/child.ts";
import { cpuSeconds } from "../processes/usage.ts";
import type { Scenario } from "../scenario.ts";

const subscribers = 1_000;
const rounds = 5;
const secondsEach = 2;
/** On a machine that is busy with something else a round takes long; none is begun after this time. */
const roundsWithinMs = 100_000;
const nobody: readonly Seat[] = Array.from({ length: subscribers }, () => ({ token: "", room: "" }));

/** One room with a thousand sockets: Parley beside a bare broadcaster and socket.io, in turns. */
export const fanout: Scenario = (say) =>
  withDataFolder(async (dataDir) => {
    const load = new Child(new URL("../generators/fanout-load.ts", import.meta.url), { core: cores.load });
    const bare = new Child(new URL("../baselines/bare-broadcaster.ts", import.meta.url), { core: cores.server });
    const socketIo = new Child(new URL("../baselines/socket-io-server.ts", import.meta.url), { core: cores.server });
    let parley: Parley | undefined;
    try {
      parley = await Parley.start({ dataDir, core: cores.server });
      const seats = await fillRoom(parley);
      await load.call("open", { dialect: "parley", port: parley.port, seats });
      await load.call("open", { dialect: "bare", port: await bare.call("listen"), seats: nobody });
      await bare.call("connected", subscribers);
      await load.call("open", { dialect: "socket.io", port: await socketIo.call("listen"), seats: nobody });
      say(
        `${subscribers} sockets each at Parley, a bare broadcaster and socket.io; ${rounds} rounds of ${secondsEach} s`,
      );
      return await measure(load, { parley, bare, socketIo }, say);
    } finally {
      await Promise.all([load.stop(), bare.stop(), socketIo.stop(), parley?.stop()]);
    }
  });

function fillRoom(parley: Parley): Promise<Seat[]> {
  return withDatabase(parley.databaseUrl, async (database) => {
    const people = await createPeople(database, subscribers);
    const [room] = await createRooms(database, [people]);
    return seatsFor(parley.dataDir, people, () => room!);
  });
}

interface Servers {
  readonly parley: Parley;
  readonly bare: Child;
  readonly socketIo: Child;
}

interface Measured extends Round {
  readonly rate: number;
  readonly serverCores: number;
  readonly loadCores: number;
}

type Contest = readonly [fleet: DialectName, inFlight: number];

const contests: readonly Contest[] = [
  ["bare", 1],
  ["parley", 1],
  ["socket.io", 1],
  ["bare", 100],
  ["parley", 100],
  ["socket.io", 100],
];

async function measure(load: Child, servers: Servers, say: (line: string) => void): Promise<Outcome> {
  const turn = async ([fleet, inFlight]: Contest, seconds: number, name: string): Promise<Measured> => {
    const before = cpuOf(servers, fleet);
    const play = (): Promise<Round> =>
      load.call<Round>("closedLoop", { fleet, inFlight, seconds, body: sampleBody } satisfies ClosedLoop & {
        fleet: string;
      });
    const round = await (fleet === "parley" ? servers.parley.profiled(`fanout-${name}-${inFlight}`, play) : play());
    return {
      ...round,
      rate: round.deliveries / round.seconds,
      serverCores: (cpuOf(servers, fleet) - before) / round.seconds,
      loadCores: round.cpuSeconds / round.seconds,
    };
  };
  for (const contest of contests) {
    const warm = await turn(contest, 0.7, "warm");
    // The bare broadcaster writes as many bytes as Parley does.
    if (contest[0] === "parley" && contest[1] === 1) await servers.bare.call("setFrameBytes", warm.frameBytes);
  }
  const seen = new Map<string, Measured[]>(contests.map((contest) => [contest.join(" "), []]));
  const started = performance.now();
  for (let round = 1; round <= rounds && performance.now() - started < roundsWithinMs; round++) {
    for (const contest of contests) {
      const one = await turn(contest, secondsEach, String(round));
      seen.get(contest.join(" "))!.push(one);
      say(
        `round ${round} ${contest[0].padEnd(9)} ${String(contest[1]).padStart(3)} in flight: ${Math.round(one.rate)} deliveries/s, ` +
          `server ${one.serverCores.toFixed(2)} of its core, generator ${one.loadCores.toFixed(2)}, ` +
          `to all p50 ${one.toAll.p50Ms.toFixed(1)} p99 ${one.toAll.p99Ms.toFixed(1)} ms`,
      );
    }
  }
  return judge(seen);
}

function cpuOf({ parley, bare, socketIo }: Servers, fleet: DialectName): number {
  return fleet === "parley" ? parley.cpu().server : cpuSeconds((fleet === "bare" ? bare : socketIo).pid);
}

function judge(seen: ReadonlyMap<string, readonly Measured[]>): Outcome {
  const all = (key: string): readonly Measured[] => seen.get(key)!;
  const rate = (key: string): number => median(all(key).map((round) => round.rate));
  const cores = (key: string, whose: "serverCores" | "loadCores"): number =>
    median(all(key).map((round) => round[whose]));
  // Round by round, so that what disturbs the machine for a while disturbs both sides of a ratio.
  const ratio = (over: string, under: string): number =>
    rounded(median(all(over).map((round, i) => round.rate / all(under)[i]!.rate)));
  const voids = [
    ...new Set(
      [...seen].flatMap(([key, done]) => done.flatMap((round) => round.faults.map((fault) => `${key}: ${fault}`))),
    ),
  ];
  const limited = [...seen.keys()].filter((key) => cores(key, "loadCores") > 0.9 && cores(key, "serverCores") < 0.9);
  return {
    figures: {
      parleyPerSecond: rounded(rate("parley 1")),
      parleyInFlightPerSecond: rounded(rate("parley 100")),
      barePerSecond: rounded(rate("bare 1")),
      bareInFlightPerSecond: rounded(rate("bare 100")),
      socketIoPerSecond: rounded(rate("socket.io 1")),
      socketIoInFlightPerSecond: rounded(rate("socket.io 100")),
      overBare: ratio("parley 1", "bare 1"),
      // The "that figure" is 0.8 of the bare broadcaster's: five times it is four times the bare one.
      inFlightOverBare: ratio("parley 100", "bare 1"),
      inFlightOverOwn: ratio("parley 100", "parley 1"),
      overSocketIo: ratio("parley 1", "socket.io 1"),
      inFlightOverSocketIo: ratio("parley 100", "socket.io 100"),
      frameBytes: all("parley 1")[0]!.frameBytes,
      serverCores: rounded(cores("parley 1", "serverCores")),
      serverCoresInFlight: rounded(cores("parley 100", "serverCores")),
      bareServerCores: rounded(cores("bare 1", "serverCores")),
      generatorCores: rounded(cores("parley 1", "loadCores")),
      generatorCoresInFlight: rounded(cores("parley 100", "loadCores")),
      generatorWasTheLimitFor: limited.length > 0 ? limited.join(", ") : null,
    },
    targets: {
      overBare: { min: 0.8 },
      inFlightOverBare: { min: 4 },
      overSocketIo: { min: 1.3 },
      inFlightOverSocketIo: { min: 4 },
    },
    voids,
  };
}
