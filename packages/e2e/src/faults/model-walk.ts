import { signUp, type Person, type TestServer } from "@parley/server/testing";
import fc from "fast-check";
import { isDeepStrictEqual } from "node:util";
import { RealRooms, type Via } from "./real-rooms.ts";
import { RoomModel, type Act } from "./room-model.ts";

interface Real {
  readonly rooms: RealRooms;
}

/** Somebody does something, in the model and on the server, and nobody can tell the difference. */
class Step implements fc.AsyncCommand<RoomModel, Real> {
  readonly #who: number;
  readonly #act: Act;
  readonly #via: Via;

  constructor(who: number, act: Act, via: Via) {
    this.#who = who;
    this.#act = act;
    this.#via = via;
  }

  check(): boolean {
    return true;
  }

  async run(model: RoomModel, { rooms }: Real): Promise<void> {
    const expected = model.apply(this.#who, this.#act);
    this.#compare("the answer", await rooms.perform(this.#who, this.#act, this.#via), expected);
    this.#compare("the list of rooms", await rooms.mine(this.#who), model.mine(this.#who));
  }

  toString(): string {
    const { do: what, ...rest } = this.#act;
    return `${this.#who}: ${what} ${Object.entries(rest)
      .map(([key, value]) => `${key} ${value}`)
      .join(", ")} (${this.#via})`;
  }

  #compare(what: string, actual: unknown, expected: unknown): void {
    if (isDeepStrictEqual(actual, expected)) return;
    throw new Error(
      `after "${this.toString()}" ${what} was ${JSON.stringify(actual)} and not ${JSON.stringify(expected)}`,
    );
  }
}

const people = 5;
const who = fc.nat(people - 1);
const room = fc.nat(3);
const seq = fc.nat(25);

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant("create" as const), name: fc.nat(2), isPublic: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom("join" as const, "join" as const, "leave" as const, "members" as const),
      room,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("delete" as const), room }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("add" as const, "remove" as const), room, other: who }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("send" as const), room, message: fc.nat(6) }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom("read" as const, "history" as const, "resume" as const), room, seq }),
  },
);

const step = fc
  .tuple(who, act, fc.constantFrom<Via>("HTTP", "socket"))
  .map(([who, act, via]) => new Step(who, act, via));

export interface WalkOptions {
  readonly steps: number;
  readonly model?: () => RoomModel;
  /** Whether a difference is looked for in shorter stories too. */
  readonly shrink?: boolean;
}

/** Random walks of so many steps in all; a difference is shrunk to a short story and thrown with its seed. */
export async function walk(
  server: TestServer,
  { steps, model = () => new RoomModel(), shrink = true }: WalkOptions,
): Promise<number> {
  const everybody: Person[] = [];
  for (const name of ["ada", "bo", "cleo", "dan", "eve"]) everybody.push(await signUp(server, name));
  const sockets = await Promise.all(everybody.map((person) => person.socket()));
  const seed = process.env["PARLEY_SEED"];
  let taken = 0;
  const property = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 80, size: "max" }), async (story) => {
    const real = { rooms: new RealRooms(everybody, sockets) };
    const imagined = model();
    try {
      for (const each of story) {
        await each.run(imagined, real);
        taken++;
      }
    } finally {
      await real.rooms.clear();
      // A test socket keeps all that it has heard.
      for (const socket of sockets) socket.frames.length = 0;
    }
  });
  while (taken < steps)
    await fc.assert(property, { numRuns: 10, endOnFailure: !shrink, ...(seed && { seed: Number(seed) }) });
  await Promise.all(sockets.map((socket) => socket.close()));
  return taken;
}
