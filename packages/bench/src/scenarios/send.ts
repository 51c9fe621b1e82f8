import { sampleBody } from "../baselines/sample-message.ts";
import type { BatchedInserts, Inserted } from "../baselines/batched-inserts.ts";
import type { Seat } from "../generators/dialects.ts";
import type { Paced, Saturation, Sent } from "../generators/sending.ts";
import type { Latency } from "../measure/histogram.ts";
import { median } from "../measure/median.ts";
import { rounded, type Outcome } from "../measure/verdict.ts";
import { withDataFolder } from "../parley/data-folder.ts";
import { Parley } from "../parley/parley-server.ts";
import { createPeople, createRooms, seatsFor, withDatabase } from "../parley/people.ts";
import { Child } from "../processes/child.ts";
import type { Scenario } from "../scenario.ts";

const senders = 200;
const rooms = 100;
const perSender = 10;
const rounds = 4;
const pacedRounds = 3;
const rowsPerStatement = 500;
const body = sampleBody;

/** Two hundred people in a hundred rooms write, acknowledged and durable, beside bare INSERTs on the same PostgreSQL. */
export const send: Scenario = (say) =>
  withDataFolder(async (dataDir) => {
    const load = new Child(new URL("../generators/send-load.ts", import.meta.url));
    const inserts = new Child(new URL("../baselines/batched-inserts.ts", import.meta.url));
    let parley: Parley | undefined;
    try {
      parley = await Parley.start({ dataDir });
      await load.call("open", { dialect: "parley", port: parley.port, seats: await fillRooms(parley) });
      await inserts.call("open", { url: parley.databaseUrl, body });
      const bench: Bench = { parley, load, inserts, say };
      const saturated = await measureSaturation(bench);
      const rate = median(saturated.map((round) => round.rate));
      return judge(saturated, await measureLatency(bench, rate / 4), rate / 4);
    } finally {
      await Promise.all([load.stop(), inserts.stop()]);
      await parley?.stop();
    }
  });

interface Bench {
  readonly parley: Parley;
  readonly load: Child;
  readonly inserts: Child;
  readonly say: (line: string) => void;
}

function fillRooms(parley: Parley): Promise<Seat[]> {
  return withDatabase(parley.databaseUrl, async (database) => {
    const people = await createPeople(database, senders);
    const perRoom = senders / rooms;
    const ids = await createRooms(
      database,
      Array.from({ length: rooms }, (_, room) => people.slice(room * perRoom, (room + 1) * perRoom)),
    );
    return seatsFor(parley.dataDir, people, (place) => ids[Math.floor(place / perRoom)]!);
  });
}

interface Saturated {
  readonly sent: Sent;
  readonly rate: number;
  /** Rows a second of bare INSERTs over one connection and over two. */
  readonly inserts: readonly [number, number];
  readonly cores: { readonly server: number; readonly database: number; readonly load: number };
}

async function measureSaturation({ parley, load, inserts, say }: Bench): Promise<Saturated[]> {
  await load.call("saturate", { perSender, seconds: 2, body } satisfies Saturation);
  await inserts.call("batches", { connections: 2, rows: rowsPerStatement, seconds: 1 } satisfies BatchedInserts);
  const seen: Saturated[] = [];
  for (let round = 1; round <= rounds; round++) {
    const before = parley.cpu();
    const sent = await parley.profiled(`send-${round}`, () =>
      load.call<Sent>("saturate", { perSender, seconds: 6, body } satisfies Saturation),
    );
    const after = parley.cpu();
    const rows = async (connections: number): Promise<number> => {
      const done = await inserts.call<Inserted>("batches", {
        connections,
        rows: rowsPerStatement,
        seconds: 3,
      } satisfies BatchedInserts);
      return done.rows / done.seconds;
    };
    const one: Saturated = {
      sent,
      rate: sent.messages / sent.seconds,
      inserts: [await rows(1), await rows(2)],
      cores: {
        server: (after.server - before.server) / sent.seconds,
        database: (after.database - before.database) / sent.seconds,
        load: sent.cpuSeconds / sent.seconds,
      },
    };
    seen.push(one);
    say(
      `round ${round}: ${Math.round(one.rate)} messages/s acknowledged (cores: server ${one.cores.server.toFixed(2)}, PostgreSQL ` +
        `${one.cores.database.toFixed(2)}, generator ${one.cores.load.toFixed(2)}); bare INSERTs ${one.inserts.map(Math.round).join(" and ")} rows/s over 1 and 2 connections`,
    );
  }
  return seen;
}

interface Quiet {
  readonly sent: Sent;
  readonly commit: Latency;
}

async function measureLatency({ parley, load, inserts, say }: Bench, perSecond: number): Promise<Quiet[]> {
  const seen: Quiet[] = [];
  await load.call("paced", { perSecond, seconds: 2, body } satisfies Paced);
  for (let round = 1; round <= pacedRounds; round++) {
    const commit = await inserts.call<Latency>("singles", { seconds: 3 });
    const sent = await parley.profiled(`paced-${round}`, () =>
      load.call<Sent>("paced", { perSecond, seconds: 10, body } satisfies Paced),
    );
    seen.push({ sent, commit });
    say(
      `round ${round}: a commit takes ${commit.meanMs.toFixed(3)} ms (p50 ${commit.p50Ms.toFixed(3)}, p99 ${commit.p99Ms.toFixed(3)}); ` +
        `at ${Math.round(perSecond)}/s to ack p50 ${sent.toAck.p50Ms.toFixed(2)} p99 ${sent.toAck.p99Ms.toFixed(2)} p99.9 ${sent.toAck.p999Ms.toFixed(2)}, ` +
        `to deliver p50 ${sent.toDeliver.p50Ms.toFixed(2)} p99 ${sent.toDeliver.p99Ms.toFixed(2)} p99.9 ${sent.toDeliver.p999Ms.toFixed(2)} ms`,
    );
  }
  return seen;
}

function judge(saturated: readonly Saturated[], quiet: readonly Quiet[], quarter: number): Outcome {
  const middle = <T>(of: readonly T[], pick: (one: T) => number): number => rounded(median(of.map(pick)));
  const cores = (whose: keyof Saturated["cores"]): number => middle(saturated, (round) => round.cores[whose]);
  const faults = [...saturated.map((round) => round.sent), ...quiet.map((round) => round.sent)].flatMap(
    (sent) => sent.faults,
  );
  return {
    figures: {
      messagesPerSecond: middle(saturated, (round) => round.rate),
      insertsPerSecond: middle(saturated, (round) => round.inserts[0]),
      insertsPerSecondTwoConnections: middle(saturated, (round) => round.inserts[1]),
      // Parley writes over one connection too. A second one gives the INSERTs the core that a server needs for people.
      overInserts: middle(saturated, (round) => round.rate / round.inserts[0]),
      overInsertsTwoConnections: middle(saturated, (round) => round.rate / round.inserts[1]),
      serverCores: cores("server"),
      databaseCores: cores("database"),
      generatorCores: cores("load"),
      generatorWasTheLimit: cores("load") > 0.9,
      frameBytes: saturated[0]!.sent.frameBytes,
      quarterPerSecond: rounded(quarter),
      commitMeanMs: middle(quiet, (round) => round.commit.meanMs),
      commitP50Ms: middle(quiet, (round) => round.commit.p50Ms),
      commitP99Ms: middle(quiet, (round) => round.commit.p99Ms),
      ackP50Ms: middle(quiet, (round) => round.sent.toAck.p50Ms),
      ackP99Ms: middle(quiet, (round) => round.sent.toAck.p99Ms),
      ackP999Ms: middle(quiet, (round) => round.sent.toAck.p999Ms),
      deliverP50Ms: middle(quiet, (round) => round.sent.toDeliver.p50Ms),
      deliverP99Ms: middle(quiet, (round) => round.sent.toDeliver.p99Ms),
      deliverP999Ms: middle(quiet, (round) => round.sent.toDeliver.p999Ms),
      // Over the mean time of a transaction that inserts one message, on the same PostgreSQL with nothing else to do.
      ackP99OverCommit: middle(quiet, (round) => round.sent.toAck.p99Ms / round.commit.meanMs),
      deliverP99OverCommit: middle(quiet, (round) => round.sent.toDeliver.p99Ms / round.commit.meanMs),
    },
    targets: {
      messagesPerSecond: { min: 8_000 },
      overInserts: { min: 0.4 },
      ackP99OverCommit: { max: 5 },
      deliverP99OverCommit: { max: 5 },
    },
    voids: [...new Set(faults)],
  };
}
