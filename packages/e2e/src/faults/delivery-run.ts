import { callHttp } from "@parley/server/testing";
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Device } from "./device.ts";
import { brokenPromises, type Ack, type History } from "./history-checker.ts";
import { readHistory } from "./read-history.ts";
import { seededRandom, type SeededRandom } from "./seeded-random.ts";
import type { ServerProcess } from "./server-process.ts";
import { heads, storedRooms, withDatabase } from "./stored-rooms.ts";

export interface DeliveryRun {
  readonly messages: number;
  /** From the end of all faults until everybody had everything. */
  readonly restMs: number;
  /** What was waited for halfway through a rest that took long. */
  readonly restless: readonly string[];
  readonly faults: Readonly<Record<string, number>>;
}

export interface DeliveryOptions {
  readonly server: ServerProcess;
  readonly seed: number;
  /** Whether the database is the server's own, so that it may be killed too. */
  readonly killDatabase: boolean;
}

const password = "correct horse battery staple";
const restWithinMs = 30_000;

/**
 * Three people with four devices talk in two rooms while everything goes wrong; then it is compared what is stored, what
 * was acknowledged, and what each of them sees. Throws with the seed and every broken promise.
 */
export async function deliveryRun(options: DeliveryOptions): Promise<DeliveryRun> {
  const random = seededRandom(options.seed);
  const people = await gather(options.server, random);
  try {
    const acks = await misfortune(options, random, people);
    const rest = await comeToRest(options.server, people);
    const broken = await reckon(options.server, people, acks.list);
    if (broken.length > 0) throw new Error(broken.join("\n"));
    return {
      messages: people.devices.flatMap(({ written }) => [...written.values()].flat()).length,
      faults: acks.faults,
      ...rest,
    };
  } catch (error) {
    throw new Error(`PARLEY_SEED=${options.seed}: ${(error as Error).message}`, { cause: error });
  } finally {
    await Promise.all(people.devices.map((device) => device.close()));
  }
}

interface Gathering {
  readonly devices: readonly Device[];
  readonly rooms: readonly string[];
}

async function gather(server: ServerProcess, random: SeededRandom): Promise<Gathering> {
  const names = ["ada", "grace", "alan"].map((name) => `${name}.${randomUUID().slice(0, 8)}`);
  const devices = await Promise.all(
    [...names, names[0]!].map((_, i) => Device.make(["Ada", "Grace", "Alan", "Ada's phone"][i]!, server.port, random)),
  );
  await Promise.all(
    names.map((username, i) =>
      devices[i]!.client.auth.signUp({ username, email: `${username}@example.org`, password }),
    ),
  );
  await devices[3]!.client.auth.signIn({ login: names[0]!, password });
  const rooms = await Promise.all(
    [0, 1].map(async (i) => {
      const { room } = await devices[i]!.client.rooms.create({ name: `Storm ${randomUUID()}`, visibility: "public" });
      return room.id;
    }),
  );
  await Promise.all(rooms.flatMap((room) => devices.slice(0, 3).map((device) => device.client.rooms.join(room))));
  for (const device of devices) device.open(rooms);
  return { devices, rooms };
}

/** Everything that may go wrong, and how often compared to the others. */
const misfortunes: readonly (readonly [name: string, weight: number])[] = [
  ["write", 60],
  ["repeat", 12],
  ["cut", 6],
  ["cut all", 2],
  ["cut mid-frame", 4],
  ["weather", 8],
  ["half-open", 3],
  ["restart device", 2],
];

async function misfortune(
  { server, killDatabase }: DeliveryOptions,
  random: SeededRandom,
  { devices, rooms }: Gathering,
) {
  const faults: Record<string, number> = {};
  const count = (name: string): void => void (faults[name] = (faults[name] ?? 0) + 1);
  const list: Ack[] = [];
  const under: Promise<unknown>[] = [];
  const until = performance.now() + random.between(1_200, 2_400);
  const killAt = random.chance(0.7) ? performance.now() + random.between(200, 1_200) : Infinity;
  let killed = false;
  let failure: unknown;
  let n = 0;

  async function repeatSomething(): Promise<void> {
    const device = random.pick(devices);
    const room = random.pick(rooms);
    const items = device.client.timeline(room).get().items.slice(-40);
    const mine = items.flatMap((item) => {
      if (item.kind === "echo") return [];
      const { event } = item;
      return event.type === "message.created" && event.sender.id === device.client.account.get()?.user.id
        ? [event]
        : [];
    });
    if (mine.length === 0) return;
    const { clientId } = random.pick(mine);
    count("repeat");
    const answer = await callHttp(
      server.url,
      "messages.send",
      { roomId: room, clientId, body: "the first words count" },
      await device.accessToken(),
    );
    if (answer.status === 201) list.push({ room, clientId, seq: (answer.body as { seq: number }).seq });
  }

  async function kill(): Promise<void> {
    const both = killDatabase && random.chance(0.25);
    count(both ? "kill server and database" : "kill server");
    if (both) server.killDatabase();
    await server.kill();
    await server.start();
  }

  while (performance.now() < until) {
    if (!killed && performance.now() >= killAt) {
      killed = true;
      under.push(kill().catch((error: unknown) => (failure ??= error)));
    }
    const device = random.pick(devices);
    const what = weighted(random);
    if (what === "write") {
      const room = random.pick(rooms);
      for (let i = random.below(4); i >= 0 && device.knowsItself; i--) device.write(room, `${device.name} says ${n++}`);
    } else if (what === "repeat") under.push(repeatSomething().catch(() => {}));
    else {
      count(what);
      under.push(befall(what, device, devices, random));
    }
    await delay(random.between(0, 30));
  }
  await Promise.all(under);
  if (failure) throw failure;
  return { list, faults };
}

async function befall(what: string, device: Device, all: readonly Device[], random: SeededRandom): Promise<void> {
  const { network } = device;
  switch (what) {
    case "cut":
      return network.cut();
    case "cut all":
      for (const { network } of all) network.cut();
      return;
    case "cut mid-frame":
      return network.cutAfter(1 + random.below(400));
    case "weather":
      network.weather.delayMs = random.chance(0.4) ? 0 : random.between(0, 120);
      network.weather.jitterMs = random.chance(0.4) ? 0 : random.between(0, 80);
      return;
    case "half-open":
      network.weather.swallow = random.pick([
        { toServer: true, toClient: true },
        { toServer: false, toClient: true },
        { toServer: true, toClient: false },
      ]);
      await delay(random.between(50, 500));
      // A stream with a hole in it never goes on.
      network.cut();
      network.weather.swallow = { toServer: false, toClient: false };
      return;
    default:
      device.restart();
  }
}

function weighted(random: SeededRandom): string {
  let left = random.below(misfortunes.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [name, weight] of misfortunes) {
    left -= weight;
    if (left < 0) return name;
  }
  return "write";
}

/** Waits, without any more faults, until every device shows all that is stored. */
async function comeToRest(
  server: ServerProcess,
  { devices, rooms }: Gathering,
): Promise<Pick<DeliveryRun, "restMs" | "restless">> {
  for (const { network } of devices) network.clearUp();
  const began = performance.now();
  let after3s: string[] = [];
  return withDatabase(server.databaseUrl, async (database) => {
    for (;;) {
      const newest = await heads(database, rooms);
      const restless = devices.map((device) => device.unrest(newest)).filter((why) => why !== null);
      const restMs = Math.round(performance.now() - began);
      if (restless.length === 0) return { restMs, restless: after3s };
      if (restMs > 3_000 && after3s.length === 0) after3s = restless;
      if (restMs > restWithinMs) throw new Error(restless.join("\n"));
      await delay(20);
    }
  });
}

/** What is stored, what was acknowledged and what everybody sees, compared. */
async function reckon(server: ServerProcess, { devices, rooms }: Gathering, acks: readonly Ack[]): Promise<string[]> {
  return withDatabase(server.databaseUrl, async (database) => {
    const seen = await Promise.all(
      devices.flatMap((device) =>
        rooms.map(async (room) => ({ who: device.name, room, from: 1, entries: await device.everything(room) })),
      ),
    );
    const token = await devices[0]!.accessToken();
    const read = await Promise.all(
      rooms.map(async (room) => ({ who: "HTTP", room, from: 1, entries: await readHistory(server.url, room, token) })),
    );
    const history: History = {
      store: await storedRooms(database, rooms),
      acks: [...acks, ...devices.flatMap(({ sightings }) => [...sightings.values()])],
      views: [...seen, ...read],
      written: devices.flatMap(({ name, written }) =>
        [...written].map(([room, clientIds]) => ({ who: name, room, clientIds })),
      ),
    };
    return [...devices.flatMap(({ faults }) => faults), ...brokenPromises(history)];
  });
}
