import { callHttp, Person, signUp, type TestSocket } from "@parley/server/testing";
import type { OperationOutput } from "@parley/protocol";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, test } from "vitest";
import { reportFigures } from "./report-figures.ts";
import { ServerProcess } from "./server-process.ts";
import { Talker } from "./talker.ts";
import { until } from "./crowd.ts";

const folder = mkdtempSync(join(tmpdir(), "parley-revocation-"));
let server: ServerProcess;

beforeAll(async () => {
  server = await ServerProcess.start({ dataDir: folder });
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Scene {
  readonly owner: Person;
  readonly victim: Person;
  readonly room: string;
}

type Ending = "their sockets" | "the room for them";

const endings: readonly [what: string, ends: Ending, act: (scene: Scene) => Promise<unknown>][] = [
  ["signs out", "their sockets", ({ victim }) => victim.call("auth.signOut", {})],
  ["has their session ended from another device", "their sockets", endFromElsewhere],
  [
    "is removed from the room",
    "the room for them",
    ({ owner, victim, room }) => owner.call("rooms.removeMember", { roomId: room, userId: victim.user.id }),
  ],
  [
    "leaves the room on another device",
    "the room for them",
    ({ victim, room }) => victim.call("rooms.leave", { roomId: room }),
  ],
  [
    "is in a room that is deleted",
    "the room for them",
    ({ owner, room }) => owner.call("rooms.delete", { roomId: room }),
  ],
];

async function endFromElsewhere({ victim }: Scene): Promise<void> {
  const answer = await callHttp(server.url, "auth.signIn", {
    login: victim.user.username,
    password: "correct horse battery staple",
  });
  const elsewhere = new Person(server.url, answer.body as OperationOutput<"auth.signIn">);
  await elsewhere.call("sessions.end", { sessionId: victim.sessionId });
}

describe.concurrent("while everybody talks", () => {
  test.for(endings)(
    "somebody %s, and within a second hears nothing more",
    { timeout: 60_000 },
    async ([what, ends, act], { expect }) => {
      const [owner, victim, talkative] = await Promise.all([
        signUp(server, "owner"),
        signUp(server, "victim"),
        signUp(server, "talkative"),
      ]);
      const { room } = await owner.call("rooms.create", { name: `Revoked ${randomUUID()}`, visibility: "public" });
      for (const person of [victim, talkative]) await person.call("rooms.join", { roomId: room.id });
      const heard: { seq: number; at: number }[] = [];
      const socket = await listen(victim, room.id, heard);
      const talker = new Talker({ name: "talkative", url: server.url, token: talkative.accessToken, room: room.id });
      await until(() => talker.live, 10_000);
      let n = 0;
      const talking = setInterval(() => talker.say(`${n++}`), 5);
      await until(() => heard.length > 100, 10_000);
      await act({ owner, victim, room: room.id });
      const done = performance.now();
      let closedAt = Infinity;
      if (ends === "their sockets") {
        const code = await socket.closed;
        closedAt = performance.now();
        expect(code).toBe(4003);
        expect(closedAt - done).toBeLessThan(1_000);
      }
      await delay(1_500);
      clearInterval(talking);
      talker.close();
      const late = Math.max(0, ...heard.map(({ at }) => at - done));
      reportFigures("S1", { what, lastEventAfterMs: Math.round(late), heard: heard.length });
      expect(late).toBeLessThan(1_000);
      if (ends === "the room for them") {
        const lost = socket.frames.find((frame) => frame.type === "me.room_removed");
        expect(lost).toMatchObject({ room: room.id });
        expect(heard.at(-1)!.seq).toBeLessThanOrEqual(await lastSeqFor(victim.user.id, talkative, room.id));
        expect((await victim.try("messages.history", { roomId: room.id })).status).toBeGreaterThanOrEqual(403);
        const [again] = (await victim.call("sync.resume", { rooms: [{ room: room.id, seq: 3 }] })).rooms;
        expect(again).toEqual({ room: room.id, status: "gone" });
      } else {
        expect((await victim.try("messages.history", { roomId: room.id })).status).toBe(401);
        expect((await victim.try("auth.createTicket", {})).status).toBe(401);
      }
      socket.ws.terminate();
    },
  );
});

async function listen(person: Person, room: string, heard: { seq: number; at: number }[]): Promise<TestSocket> {
  const socket = await person.socket();
  socket.ws.on("message", (data) => {
    const frame = JSON.parse((data as Buffer).toString()) as { room?: string; seq?: number; type?: string };
    if (frame.room === room && frame.seq !== undefined && frame.type !== "room.activity")
      heard.push({ seq: frame.seq, at: performance.now() });
  });
  await socket.call("sync.resume", { rooms: [{ room }] });
  return socket;
}

/** The seq at which somebody went, or at which the room ended: nobody who went may have heard anything after it. */
async function lastSeqFor(userId: string, witness: Person, room: string): Promise<number> {
  for (let after = 3; ;) {
    const answer = await witness.try("messages.history", { roomId: room, after, limit: 200 });
    if (answer.status === 404) return Infinity;
    const { events, hasNewer } = answer.body as OperationOutput<"messages.history">;
    const left = events.find((event) => event.type === "member.left" && event.user.id === userId);
    if (left) return left.seq;
    if (!hasNewer) throw new Error("They never went");
    after = events.at(-1)!.seq;
  }
}
