import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PageLoad, Pages } from "../generators/page-load.ts";
import { median } from "../measure/median.ts";
import { rounded, type Outcome } from "../measure/verdict.ts";
import { fillMessages } from "../parley/message-store.ts";
import { Parley } from "../parley/parley-server.ts";
import { createPeople, createRooms, seatsFor, withDatabase } from "../parley/people.ts";
import { Child } from "../processes/child.ts";
import type { Scenario } from "../scenario.ts";

const rooms = 100;
const people = 10;
const sizes = { small: 100_000, large: 10_000_000 } as const;
type Size = keyof typeof sizes;
const rounds = 4;
const perSecond = 150;
const secondsEach = 5;
const limit = 50;
const body = "Most of what people say to each other is about this long.";

/** Pages of history at random places: does it matter whether a hundred times as much was said? */
export const history: Scenario = async (say) => {
  const load = new Child(new URL("../generators/page-load.ts", import.meta.url));
  const stores: Partial<Record<Size, Store>> = {};
  try {
    for (const size of ["small", "large"] as const) {
      const store = await openStore(size, say);
      stores[size] = store;
      await load.call("open", { name: size, dialect: "parley", port: store.parley.port, seats: store.seats });
    }
    return await measure(load, stores as Record<Size, Store>, say);
  } finally {
    await Promise.all([load.stop(), stores.small?.parley.stop(), stores.large?.parley.stop()]);
  }
};

interface Store {
  readonly parley: Parley;
  readonly seats: Awaited<ReturnType<typeof seatsFor>>;
  readonly rooms: readonly string[];
  readonly newest: number;
}

/** Filling takes longer than measuring, so filled folders are kept until the schema changes. */
async function openStore(size: Size, say: (line: string) => void): Promise<Store> {
  const dataDir = keptFolder(size);
  const filled = join(dataDir, "filled.json");
  if (!existsSync(filled)) rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const parley = await Parley.start({ dataDir });
  try {
    return await withDatabase(parley.databaseUrl, async (database) => {
      if (!existsSync(filled)) {
        const started = performance.now();
        const members = await createPeople(database, people);
        const ids = await createRooms(
          database,
          Array.from({ length: rooms }, () => members),
        );
        await fillMessages(parley.databaseUrl, { rooms: ids, senders: members, perRoom: sizes[size] / rooms, body });
        writeFileSync(filled, JSON.stringify({ members, rooms: ids }));
        say(
          `${sizes[size]} messages written in ${((performance.now() - started) / 1_000).toFixed(0)} s; kept in ${dataDir}`,
        );
      } else say(`${sizes[size]} messages found in ${dataDir}`);
      const kept = JSON.parse(readFileSync(filled, "utf8")) as {
        members: Parameters<typeof seatsFor>[1];
        rooms: string[];
      };
      await database.query("update sessions set expires_at = now() + interval '1 day', last_used_at = now()");
      const seq = await database.query<{ seq: string }>("select seq from rooms where id = $1", [kept.rooms[0]]);
      return {
        parley,
        seats: await seatsFor(dataDir, kept.members, (place) => kept.rooms[place]!),
        rooms: kept.rooms,
        newest: Number(seq.rows[0]!.seq),
      };
    });
  } catch (error) {
    await parley.stop();
    throw error;
  }
}

function keptFolder(size: Size): string {
  const migrations = new URL("../../../server/migrations/", import.meta.url);
  const hash = createHash("sha256");
  for (const file of readdirSync(migrations).toSorted()) hash.update(readFileSync(new URL(file, migrations)));
  const schema = hash.digest("hex").slice(0, 12);
  for (const old of readdirSync(tmpdir())) {
    if (old.startsWith("parley-bench-history-") && !old.endsWith(schema))
      rmSync(join(tmpdir(), old), { recursive: true, force: true });
  }
  return join(tmpdir(), `parley-bench-history-${size}-${schema}`);
}

async function measure(load: Child, stores: Record<Size, Store>, say: (line: string) => void): Promise<Outcome> {
  const turn = (size: Size, seconds: number): Promise<Pages> =>
    load.call<Pages>("pages", {
      fleet: size,
      perSecond,
      seconds,
      limit,
      newest: stores[size].newest,
      rooms: stores[size].rooms,
    } satisfies PageLoad);
  const seen: Record<Size, Pages[]> = { small: [], large: [] };
  for (const size of ["small", "large"] as const) await turn(size, 3);
  for (let round = 1; round <= rounds; round++) {
    for (const size of ["small", "large"] as const) {
      const pages = await stores[size].parley.profiled(`history-${size}-${round}`, () => turn(size, secondsEach));
      seen[size].push(pages);
      const { p50Ms, p99Ms, p999Ms } = pages.latency;
      say(
        `round ${round} ${sizes[size]} messages: ${pages.pages} pages, p50 ${p50Ms.toFixed(2)} p99 ${p99Ms.toFixed(2)} p99.9 ${p999Ms.toFixed(2)} ms`,
      );
    }
  }
  const middle = (size: Size, pick: (pages: Pages) => number): number => rounded(median(seen[size].map(pick)));
  return {
    figures: {
      p50MsSmall: middle("small", (pages) => pages.latency.p50Ms),
      p50MsLarge: middle("large", (pages) => pages.latency.p50Ms),
      p99MsSmall: middle("small", (pages) => pages.latency.p99Ms),
      p99MsLarge: middle("large", (pages) => pages.latency.p99Ms),
      p99Ratio: rounded(median(seen.large.map((pages, i) => pages.latency.p99Ms / seen.small[i]!.latency.p99Ms))),
      pagesPerSecond: perSecond,
      eventsPerPage: limit,
    },
    targets: { p99Ratio: { max: 1.5 } },
    voids: [...new Set([...seen.small, ...seen.large].flatMap((pages) => pages.faults))],
  };
}
