import { events, operations, type OperationName, type Problem } from "@parley/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callHttp, startTestServer, type Person, type TestServer, type TestSocket } from "../testing/index.ts";
import { eventMatrix, type EventRow } from "./event-matrix.ts";
import { operationMatrix, type Cell, type Outcome, type Outcomes, type Row } from "./operation-matrix.ts";
import { kinds, Scene, whos, type RoomKind, type Who } from "./scene.ts";

let server: TestServer;
let scene: Scene;
const rooms = new Map<RoomKind, string>();

beforeAll(async () => {
  server = await startTestServer();
  scene = await Scene.open(server);
  for (const kind of kinds) rooms.set(kind, await scene.room(kind));
});
afterAll(() => server.close());

type Ask = (name: OperationName, input: object, person: Person | null) => Promise<{ error?: Problem; answer: unknown }>;

const overHttp: Ask = async (name, input, person) => {
  const { status, body } = await callHttp(server.url, name, input, person?.accessToken);
  return status >= 400 ? { error: body as Problem, answer: null } : { answer: body };
};

const overSocket: Ask = async (name, input, person) => {
  const socket = await scene.socket(person);
  const { ok, error } = await socket.request(name, input);
  await socket.close();
  return { ...(error && { error }), answer: ok };
};

async function outcomeOf(name: OperationName, row: Row, kind: RoomKind, who: Who, ask: Ask): Promise<Outcome> {
  const room = row.spends === "room" ? await scene.room(kind) : rooms.get(kind)!;
  const standing = scene.person(who);
  const person = row.spends === "session" && standing ? await scene.anotherSession(standing) : standing;
  const cell: Cell = { scene, room, person };
  const { error, answer } = await ask(name, await row.input(cell), person);
  return error?.code ?? row.shows?.(answer, cell) ?? "done";
}

async function expectOutcomes(
  name: OperationName,
  row: Row,
  kind: RoomKind,
  expected: Outcomes,
  ask: Ask,
): Promise<void> {
  const found: [Who, Outcome][] = [];
  for (const who of whos) found.push([who, await outcomeOf(name, row, kind, who, ask)]);
  expect(Object.fromEntries(found)).toEqual(expected);
}

test("every operation and every event of the contract has a row", () => {
  expect(Object.keys(operationMatrix).sort()).toEqual(Object.keys(operations).sort());
  expect([...Object.keys(eventMatrix), "server.reconnect"].sort()).toEqual(Object.keys(events).sort());
});

describe.each(Object.entries(operationMatrix) as [OperationName, Row][])("%s", (name, row) => {
  const { outcomes } = row;
  const cases =
    "public" in outcomes ? kinds.map((kind) => [kind, outcomes[kind]] as const) : [["public", outcomes] as const];
  const only = (operations[name] as { only?: string }).only;
  for (const [kind, expected] of cases) {
    const about = cases.length === 1 ? "" : ` about a ${kind} room`;
    if (only !== "socket") test(`over HTTP${about}`, () => expectOutcomes(name, row, kind, expected, overHttp));
    if (only !== "http") test(`over a socket${about}`, () => expectOutcomes(name, row, kind, expected, overSocket));
  }
});

/** Frames that came, and the events that a resume brought. */
async function heard(socket: TestSocket, name: string, room: string): Promise<boolean> {
  const replayed = socket.frames.flatMap(
    ({ ok }) => (ok as { rooms?: { events?: object[] }[] } | undefined)?.rooms ?? [],
  );
  const all = [...socket.frames, ...replayed.flatMap(({ events: missed }) => missed ?? [])];
  return all.some((frame) => {
    const { type, room: of } = frame as { type?: string; room?: string | { room: { id: string } } };
    return type === name && (of === room || (typeof of === "object" && of.room.id === room));
  });
}

async function whoHears(name: string, row: EventRow, kind: RoomKind): Promise<Who[]> {
  const room = await scene.room(kind);
  const sockets = await Promise.all(whos.map((who) => scene.socket(scene.person(who))));
  const seq = row.listening === "from the start" ? { seq: 0 } : {};
  if (row.listening !== "passive") {
    for (const socket of sockets) await socket.request("sync.resume", { rooms: [{ room, ...seq }] });
  }
  await row.happen(scene, room);
  const first = whos.indexOf(row.heardBy[0]!);
  await expect.poll(() => heard(sockets[first]!, name, room)).toBe(true);
  // What was meant for a socket is on it before the answer to what it asks now.
  for (const socket of sockets) await socket.request("server.info", {});
  const hearing = await Promise.all(sockets.map((socket) => heard(socket, name, room)));
  await Promise.all(sockets.map((socket) => socket.close()));
  return whos.filter((_, i) => hearing[i]);
}

describe.each(Object.entries(eventMatrix))("%s", (name, row) => {
  test.each(["public", "private"] as const)(
    "is heard in a %s room by those it is for, and by nobody else",
    async (kind) => {
      expect(await whoHears(name, row, kind)).toEqual(row.heardBy);
    },
  );
});

test("server.reconnect is said to every socket of a server that stops, before it is closed", async () => {
  const stopping = await startTestServer();
  const { people } = await Scene.open(stopping);
  const socket = await people.owner.socket();
  await stopping.close();
  expect(socket.frames.at(-1)).toMatchObject({ type: "server.reconnect" });
  expect(await socket.closed).toBe(1012);
});
