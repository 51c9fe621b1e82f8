import { callHttp, signUp, type Person } from "@parley/server/testing";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, test } from "vitest";
import { until } from "./crowd.ts";
import { Device } from "./device.ts";
import { FaultyProxy } from "./faulty-proxy.ts";
import { brokenPromises } from "./history-checker.ts";
import { addMessages } from "./messages-by-sql.ts";
import { reportFigures } from "./report-figures.ts";
import { seededRandom } from "./seeded-random.ts";
import { ServerProcess } from "./server-process.ts";
import { heads, storedRooms, withDatabase } from "./stored-rooms.ts";
import { Talker } from "./talker.ts";

const folder = mkdtempSync(join(tmpdir(), "parley-links-"));
let server: ServerProcess;

beforeAll(async () => {
  server = await ServerProcess.start({ dataDir: folder, env: { LOG_LEVEL: "debug" } });
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const password = "correct horse battery staple";

async function roomOf(owner: Person): Promise<string> {
  return (await owner.call("rooms.create", { name: `Links ${randomUUID()}`, visibility: "public" })).room.id;
}

async function deviceIn(room: string): Promise<Device> {
  const device = await Device.make("Grace", server.port, seededRandom(1));
  const username = `grace.${randomUUID().slice(0, 8)}`;
  await device.client.auth.signUp({ username, email: `${username}@example.org`, password });
  await device.client.rooms.join(room);
  device.open([room]);
  return device;
}

/** Why the device does not show all of the room. */
function unrest(device: Device, room: string): Promise<string | null> {
  return withDatabase(server.databaseUrl, async (database) => {
    const newest = await heads(database, [room]);
    await until(() => device.unrest(newest) === null, 20_000);
    return device.unrest(newest);
  });
}

async function brokenFor(talker: Talker): Promise<string[]> {
  const { name, room, entries, acks, faults } = talker;
  const store = await withDatabase(server.databaseUrl, (database) => storedRooms(database, [room]));
  return [...faults, ...brokenPromises({ store, acks, views: [{ who: name, room, from: 1, entries }], written: [] })];
}

const messagesIn = (room: string): Promise<number> =>
  withDatabase(server.databaseUrl, async (database) => {
    const { rows } = await database.query<{ count: string }>("select count(*) from messages where room_id = $1", [
      room,
    ]);
    return Number(rows[0]!.count);
  });

// Each waits for time to pass more than it computes.
describe.concurrent("on links that fail", () => {
  test(
    "a message whose ack was lost is the same message when it is sent again, a second later or 40 days later",
    { timeout: 60_000 },
    async ({ expect }) => {
      const ada = await signUp(server, "ada");
      const room = await roomOf(ada);
      const network = await FaultyProxy.listen(server.port);
      const talker = new Talker({ name: "Ada", url: network.url, token: ada.accessToken, room });
      await until(() => talker.live, 10_000);
      network.weather.swallow.toClient = true;
      talker.say("Did you get this?");
      expect(await until(async () => (await messagesIn(room)) === 1, 10_000)).toBe(true);
      expect(talker.acks).toEqual([]);
      network.weather.refuse = true;
      network.cut();
      await delay(1_000);
      network.clearUp();
      expect(await until(() => talker.acks.length === 1, 10_000)).toBe(true);
      const { clientId, seq } = talker.acks[0]!;
      await until(() => talker.position === seq, 5_000);
      expect(await brokenFor(talker)).toEqual([]);
      await withDatabase(server.databaseUrl, (database) =>
        database.query("update messages set at = at - interval '40 days' where room_id = $1", [room]),
      );
      const [then] = (await ada.call("messages.history", { roomId: room, after: seq - 1 })).events;
      const again = await callHttp(
        server.url,
        "messages.send",
        { roomId: room, clientId, body: "Did you get this?" },
        ada.accessToken,
      );
      expect(again).toMatchObject({ status: 201, body: { room, seq, at: then!.at, clientId } });
      expect(await messagesIn(room)).toBe(1);
      talker.close();
      await network.close();
    },
  );

  test("with the SDK a lost ack leaves one message, and no echo of it", { timeout: 60_000 }, async ({ expect }) => {
    const ada = await signUp(server, "ada");
    const room = await roomOf(ada);
    const device = await deviceIn(room);
    await until(() => device.client.connection.get().name === "live", 10_000);
    expect(await unrest(device, room)).toBeNull();
    device.network.weather.swallow.toClient = true;
    device.write(room, "Only once, please.");
    expect(await until(async () => (await messagesIn(room)) === 1, 10_000)).toBe(true);
    device.network.cut();
    device.network.clearUp();
    expect(await unrest(device, room)).toBeNull();
    expect(device.faults).toEqual([]);
    expect(await messagesIn(room)).toBe(1);
    await device.close();
  });

  test(
    "a link that swallows everything is noticed by both ends, and afterwards nothing is missing",
    { timeout: 120_000 },
    async ({ expect }) => {
      const ada = await signUp(server, "ada");
      const room = await roomOf(ada);
      const device = await deviceIn(room);
      expect(await unrest(device, room)).toBeNull();
      await until(() => device.client.connection.get().name === "live", 10_000);
      // Now, and not long after the last ping: that is when it takes longest.
      const broken = performance.now();
      device.network.weather = { ...device.network.weather, refuse: true, swallow: { toServer: true, toClient: true } };
      const mine = device.write(room, "Is anybody there?");
      await ada.call("messages.send", { roomId: room, clientId: randomUUID(), body: "Grace?" });
      expect(await until(() => device.client.connection.get().name !== "live", 35_000)).toBe(true);
      const client = performance.now() - broken;
      const silent = (): boolean => readFileSync(join(folder, "server.log"), "utf8").includes('"code":4009');
      expect(await until(silent, 60_000)).toBe(true);
      const atServer = performance.now() - broken;
      reportFigures("R14", {
        clientSeconds: Math.round(client / 100) / 10,
        serverSeconds: Math.round(atServer / 100) / 10,
      });
      expect(client).toBeLessThan(30_000);
      expect(atServer).toBeLessThan(46_000);
      device.network.cut();
      device.network.clearUp();
      await until(() => device.client.connection.get().name === "live", 40_000);
      expect(await unrest(device, room)).toBeNull();
      expect(device.faults).toEqual([]);
      const entries = await device.everything(room);
      expect(entries.filter(({ id }) => id === mine)).toHaveLength(1);
      await device.close();
    },
  );

  test.for([0, 300, 301, 50_000])(
    "somebody who was away for %i messages gets all of them or is told to start over",
    { timeout: 120_000 },
    async (missed, { expect }) => {
      const ada = await signUp(server, "ada");
      const room = await roomOf(ada);
      const network = await FaultyProxy.listen(server.port);
      const talker = new Talker({ name: "Ada", url: network.url, token: ada.accessToken, room });
      const device = await deviceIn(room);
      await until(() => talker.live && talker.position === 3, 10_000);
      expect(await unrest(device, room)).toBeNull();
      for (const away of [network, device.network]) {
        away.weather.refuse = true;
        away.cut();
      }
      await until(() => !talker.live && device.client.connection.get().name !== "live", 10_000);
      await withDatabase(server.databaseUrl, (database) => addMessages(database, room, ada.user.id, missed));
      for (const away of [network, device.network]) away.clearUp();
      expect(await until(() => talker.live && talker.position === 3 + missed, 60_000)).toBe(true);
      expect(talker.resets).toBe(missed > 300 ? 1 : 0);
      expect(await brokenFor(talker)).toEqual([]);
      expect(await unrest(device, room)).toBeNull();
      await device.client.timeline(room).loadOlder();
      const { items } = device.client.timeline(room).get();
      expect(device.faults).toEqual([]);
      expect(items.length).toBeGreaterThanOrEqual(Math.min(missed, 100));
      reportFigures("R15", { missed, resets: talker.resets });
      talker.close();
      await Promise.all([network.close(), device.close()]);
    },
  );
});
