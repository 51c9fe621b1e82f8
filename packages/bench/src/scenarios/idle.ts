import { setTimeout as delay } from "node:timers/promises";
import { rounded } from "../measure/verdict.ts";
import { withDataFolder } from "../parley/data-folder.ts";
import { Parley } from "../parley/parley-server.ts";
import { createPeople, createRooms, seatsFor, withDatabase } from "../parley/people.ts";
import { Child } from "../processes/child.ts";
import type { Scenario } from "../scenario.ts";
import type { Seat } from "../generators/dialects.ts";

const sockets = 5_000;
const perRoom = 10;
/** Longer than two heartbeats: what they leave behind counts. */
const idleSeconds = 45;

/** Five thousand people, each signed in on one socket with one room live, who say nothing. */
export const idle: Scenario = (say) =>
  withDataFolder(async (dataDir) => {
    const load = new Child(new URL("../generators/idle-load.ts", import.meta.url));
    let parley: Parley | undefined;
    try {
      parley = await Parley.start({ dataDir });
      const seats = await fillRooms(parley);
      // Code that is compiled and caches that are made on first use belong to no socket.
      const few = new Child(new URL("../generators/idle-load.ts", import.meta.url));
      await few.call("open", { dialect: "parley", port: parley.port, seats: seats.slice(0, 200) });
      await few.stop();
      await delay(1_000);
      const without = await residentAfterCollection(parley);
      say(`without sockets: ${mebibytes(without.rss)} resident, ${mebibytes(without.heapUsed)} of heap in use`);

      const started = performance.now();
      await load.call("open", { dialect: "parley", port: parley.port, seats });
      const seconds = (performance.now() - started) / 1_000;
      say(`${sockets} sockets signed in and live in ${seconds.toFixed(1)} s`);
      await delay(idleSeconds * 1_000);
      const cpuBefore = parley.cpu().server;
      await delay(10_000);
      const cpu = (parley.cpu().server - cpuBefore) / 10;
      const withSockets = await residentAfterCollection(parley);
      say(`with them: ${mebibytes(withSockets.rss)} resident, ${mebibytes(withSockets.heapUsed)} of heap in use`);
      const state = await load.call<{ open: number; faults: string[] }>("state");
      const each = (key: keyof NodeJS.MemoryUsage): number =>
        rounded((withSockets[key] - without[key]) / sockets / 1_024);
      return {
        figures: {
          sockets: state.open,
          kibPerSocket: each("rss"),
          heapKibPerSocket: each("heapUsed"),
          externalKibPerSocket: each("external"),
          residentMibWithout: rounded(without.rss / 2 ** 20),
          residentMibWith: rounded(withSockets.rss / 2 ** 20),
          connectsPerSecond: rounded(sockets / seconds),
          idleCores: rounded(cpu),
        },
        targets: { kibPerSocket: { max: 16 }, sockets: { min: sockets } },
        voids: state.faults,
      };
    } finally {
      await load.stop();
      await parley?.stop();
    }
  });

function fillRooms(parley: Parley): Promise<Seat[]> {
  return withDatabase(parley.databaseUrl, async (database) => {
    const people = await createPeople(database, sockets);
    const rooms = Array.from({ length: sockets / perRoom }, (_, room) =>
      people.slice(room * perRoom, (room + 1) * perRoom),
    );
    const ids = await createRooms(database, rooms);
    return seatsFor(parley.dataDir, people, (place) => ids[Math.floor(place / perRoom)]!);
  });
}

/** Memory goes back to the system some time after it was freed: the least of a few looks. */
async function residentAfterCollection(parley: Parley): Promise<NodeJS.MemoryUsage> {
  let least = await parley.memory();
  for (let look = 0; look < 3; look++) {
    await delay(500);
    const next = await parley.memory();
    if (next.rss < least.rss) least = next;
  }
  return least;
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
