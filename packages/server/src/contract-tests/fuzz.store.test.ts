import {
  apiPrefix,
  errorsOf,
  operations,
  RequestFrame,
  type ErrorCode,
  type Operation,
  type OperationName,
} from "@parley/protocol";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TestSocket, type Person } from "../testing/index.ts";
import { nearlyFitting, nearlyJson } from "./arbitrary-input.ts";
import { ask, openWorld, type World } from "./hostile-world.ts";

/** More with `PARLEY_FUZZ_RUNS=100000`; a failure prints the seed and the smallest input that shows it. */
const runs = Number(process.env["PARLEY_FUZZ_RUNS"] ?? 250);
const timeout = 60_000 + runs * 100;

let world: World;
let ids: string[];

beforeAll(async () => {
  world = await openWorld();
  const { ada, mallory } = world;
  const rooms = await Promise.all(
    [ada, mallory].flatMap((person) =>
      Array.from({ length: 20 }, (_, i) =>
        person.call("rooms.create", {
          name: `${person.user.username} ${i}`,
          visibility: i % 2 === 0 ? "public" : "private",
        }),
      ),
    ),
  );
  ids = [...rooms.map(({ room }) => room.id), ada.user.id, mallory.user.id];
});
afterAll(() => world.close());

/** Hashing a password takes a while, ending the own session ends the test: these have their turns below. */
const apart = new Set<string>(["auth.signUp", "auth.signIn", "auth.signOut"] satisfies OperationName[]);
const all = Object.entries<Operation>(operations);
const often = all.filter(([name]) => !apart.has(name));
const overHttp = often.filter(([, { only }]) => only !== "socket");
const seldom = all.filter(([name]) => apart.has(name));

type Named = [name: string, declared: Operation];

interface Call {
  readonly name: string;
  readonly input: Record<string, unknown>;
}

const someCall = (from: Named[]): fc.Arbitrary<Call> =>
  fc
    .constantFrom(...from)
    .chain(([name, { input }]) => nearlyFitting(input, ids).map((made) => ({ name, input: made })));

/** The operation's request, with whatever came out for the values of its path. */
function requestOf(declared: Operation, input: Record<string, unknown>, person: Person | null) {
  const rest = new Map(Object.entries(input));
  const path = declared.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest.get(name);
    rest.delete(name);
    return encodeURIComponent((typeof value === "string" ? value : (JSON.stringify(value) ?? "")).toWellFormed());
  });
  const hasQuery = declared.method === "GET" || declared.method === "DELETE";
  const query = [...rest].map(([name, value]) =>
    [name, typeof value === "string" ? value : JSON.stringify(value)]
      .map((part) => encodeURIComponent(part.toWellFormed()))
      .join("="),
  );
  return {
    method: declared.method,
    path: `${apiPrefix}${path}${hasQuery && query.length > 0 ? `?${query.join("&")}` : ""}`,
    headers: { authorization: person ? `Bearer ${person.accessToken}` : "" },
    ...(!hasQuery && { body: JSON.stringify(Object.fromEntries(rest)) }),
  };
}

/** An empty or odd value in a path may make it another path. */
const ofAnotherPath: readonly ErrorCode[] = ["unknown_operation", "not_found", "method_not_allowed"];

async function expectDocumented({ name, input }: Call, person: Person | null): Promise<void> {
  const declared = operations[name as OperationName];
  const { status, summary } = await ask(world, requestOf(declared, input, person));
  if (status < 300) return;
  const codes = [...errorsOf(declared, "http"), ...(declared.path.includes("{") ? ofAnotherPath : [])];
  expect(codes.filter((code) => code !== "internal")).toContain(summary.split(" ")[1]);
}

const somebody = () => fc.constantFrom(world.ada, world.mallory, world.mallory, null);

test("no input over HTTP, however nearly right, gets anything but what is documented", { timeout }, async () => {
  await fc.assert(fc.asyncProperty(someCall(overHttp), somebody(), expectDocumented), { numRuns: runs });
});

test("nor at signing up, in and out", { timeout }, async () => {
  const call = someCall(seldom);
  await fc.assert(
    fc.asyncProperty(call, (made) => expectDocumented(made, null)),
    { numRuns: Math.ceil(runs / 10) },
  );
});

test("nor over a socket, and every request gets its one answer", { timeout }, async () => {
  let socket = await world.mallory.socket();
  await fc.assert(
    fc.asyncProperty(someCall(often), async ({ name, input }) => {
      const { error } = await socket.request(name, input);
      if (error)
        expect(errorsOf(operations[name as OperationName], "socket").filter((code) => code !== "internal")).toContain(
          error.code,
        );
      if (socket.frames.length > 1_000) {
        await socket.close();
        socket = await world.mallory.socket();
      }
    }),
    { numRuns: runs * 2 },
  );
  await socket.close();
});

test(
  "text that is nearly JSON, or nothing like it, is answered or refused on a socket that lives or is closed by the rules",
  { timeout },
  async () => {
    let socket = await world.mallory.socket();
    const allowed = new Set([1002, 1007, 1009, 4000]);
    await fc.assert(
      fc.asyncProperty(nearlyJson(RequestFrame, ids), async (frame) => {
        const seen = socket.frames.length;
        socket.ws.send(frame);
        const answered = expect.poll(() => socket.frames.length, { interval: 1, timeout: 5_000 }).toBeGreaterThan(seen);
        await Promise.race([answered, socket.closed]);
        if (socket.ws.readyState !== socket.ws.OPEN || socket.frames.at(-1)?.error?.code === "malformed") {
          socket.ws.close();
          const code = await socket.closed;
          expect(allowed.has(code) || code === 1005).toBe(true);
          socket = await world.mallory.socket();
        }
      }),
      { numRuns: runs },
    );
    await socket.close();
  },
);

test("bytes for a body get a 4xx or do what they say", { timeout }, async () => {
  const paths = ["/api/v1/rooms", `/api/v1/rooms/${world.ownRoom}/messages`, "/api/v1/sync/resume"];
  const someBody = fc.oneof(
    nearlyJson(operations["messages.send"].input, ids),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), someBody, async (path, body) => {
      expect((await ask(world, { method: "POST", path, body })).status).toBeLessThan(500);
    }),
    { numRuns: runs },
  );
});

test("afterwards the server answers, and nothing has failed inside", async () => {
  expect(await new TestSocket(world.server.url).authenticate(world.ada.accessToken)).toMatchObject({ type: "hello" });
  expect((await ask(world, { path: "/readyz" })).status).toBe(200);
  expect(world.log.filter((line) => line.includes('"level":50'))).toEqual([]);
});
