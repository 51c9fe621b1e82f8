import { signUp, type Person } from "@parley/server/testing";
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { brokenPromises } from "./history-checker.ts";
import type { ServerProcess } from "./server-process.ts";
import { heads, storedRooms, withDatabase } from "./stored-rooms.ts";
import { Talker } from "./talker.ts";

/** Several people on bare sockets who talk in several rooms, at a rate that does not wait for the server. */
export interface Crowd {
  readonly people: readonly Person[];
  readonly rooms: readonly string[];
  readonly talkers: readonly Talker[];
  /** Starts to talk, each message by somebody else. */
  talk(perSecond: number, body?: (n: number) => string): { stop(): number };
  /** When the first message after this moment was acknowledged. */
  firstAckSince(moment: number): number | undefined;
  /** Waits until nothing is under way, and tells every promise that was broken. */
  reckon(withinMs?: number): Promise<string[]>;
  close(): void;
}

export async function gatherCrowd(
  server: ServerProcess,
  size: { people: number; rooms: number; inEach: number },
): Promise<Crowd> {
  const people = await Promise.all(Array.from({ length: size.people }, (_, i) => signUp(server, `talker${i}`)));
  const talkers: Talker[] = [];
  const rooms = await Promise.all(
    Array.from({ length: size.rooms }, async (_, r) => {
      const members = Array.from({ length: size.inEach }, (_, i) => people[(r + i) % people.length]!);
      const { room } = await members[0]!.call("rooms.create", { name: `Crowd ${randomUUID()}`, visibility: "public" });
      for (const member of members.slice(1)) await member.call("rooms.join", { roomId: room.id });
      for (const { user, accessToken } of members) {
        talkers.push(new Talker({ name: user.username, url: server.url, token: accessToken, room: room.id }));
      }
      return room.id;
    }),
  );
  await until(() => talkers.every((talker) => talker.live), 20_000);
  return {
    people,
    rooms,
    talkers,
    talk: (perSecond, body = (n) => `message ${n}`) => talkInTurn(talkers, perSecond, body),
    firstAckSince: (moment) => {
      const later = talkers.flatMap(({ acks }) => acks.filter(({ at }) => at > moment).slice(0, 1)).map(({ at }) => at);
      return later.length === 0 ? undefined : Math.min(...later);
    },
    reckon: (withinMs = 30_000) => reckon(server, rooms, talkers, withinMs),
    close: () => talkers.forEach((talker) => talker.close()),
  };
}

function talkInTurn(talkers: readonly Talker[], perSecond: number, body: (n: number) => string): { stop(): number } {
  const began = performance.now();
  let due = 0;
  let said = 0;
  const timer = setInterval(() => {
    for (const now = ((performance.now() - began) / 1_000) * perSecond; due < now; due++) {
      const talker = talkers[due % talkers.length]!;
      // Who has lost the connection notices, and does not go on talking into the void.
      if (talker.live) talker.say(body(said++));
    }
  }, 4);
  return {
    stop() {
      clearInterval(timer);
      return said;
    },
  };
}

async function reckon(
  server: ServerProcess,
  rooms: readonly string[],
  talkers: readonly Talker[],
  withinMs: number,
): Promise<string[]> {
  return withDatabase(server.databaseUrl, async (database) => {
    const atRest = async (): Promise<boolean> => {
      if (talkers.some((talker) => talker.unacknowledged > 0)) return false;
      const newest = await heads(database, rooms);
      return talkers.every((talker) => talker.position === newest.get(talker.room));
    };
    const rested = await until(atRest, withinMs);
    const late = talkers
      .filter((talker) => talker.unacknowledged > 0)
      .map((talker) => `${talker.name} waits for ${talker.unacknowledged} acks`);
    const broken = brokenPromises({
      store: await storedRooms(database, rooms),
      acks: talkers.flatMap(({ acks }) => acks),
      views: talkers.map(({ name, room, entries }) => ({ who: name, room, from: 1, entries })),
      written: [],
    });
    return [...(rested ? [] : late), ...talkers.flatMap(({ faults }) => faults), ...broken];
  });
}

/** @returns whether it came true in time */
export async function until(isTrue: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  for (const giveUp = Date.now() + withinMs; Date.now() < giveUp; await delay(20)) if (await isTrue()) return true;
  return false;
}
