import type { TimelineEvent } from "@parley/protocol";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ParleyError } from "../errors.ts";
import { message } from "./events-for-tests.ts";
import { TimelineLoader } from "./timeline-loader.ts";
import type { HistoryPage } from "./timeline-window.ts";

/*
 * Whatever comes in whatever order, and whatever is asked for in between, what is shown is a piece of the room's true
 * order; and when it has become quiet, it is the newest piece.
 */

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Question {
  readonly truth: readonly TimelineEvent[];
  readonly input: { before?: number; after?: number; around?: number; limit?: number };
  readonly answer: (page: HistoryPage) => void;
  readonly fail: (error: ParleyError) => void;
}

/** A room as the server has it, and a network that keeps, doubles, loses and turns round what passes through it. */
class World {
  truth: TimelineEvent[] = [message(1)];
  epoch = 1;
  /** Live events on their way. */
  wire: TimelineEvent[] = [];
  questions: Question[] = [];
  readonly loader = new TimelineLoader({
    history: (input) => new Promise((answer, fail) => this.questions.push({ truth: this.truth, input, answer, fail })),
    changed: () => this.check(),
    live: () => true,
    eventsMax: 20,
  });

  write(count: number): void {
    for (let i = 0; i < count; i++) {
      const event = message(this.truth.length + 1, `epoch ${this.epoch}, ${this.truth.length + 1}`);
      this.truth.push(event);
      this.wire.push(event);
    }
  }

  /** The store goes back to an older copy of itself. */
  restore(lost: number): void {
    this.epoch += 1;
    this.truth = this.truth.slice(0, Math.max(1, this.truth.length - lost));
    this.wire = [];
    this.write(1);
    this.loader.reset(true);
    this.loader.caughtUpTo(this.truth.length);
  }

  /** The server reads when it answers; a question from before the restore was read before it. */
  answer(index: number, fails: boolean): void {
    const [question] = this.questions.splice(index % Math.max(1, this.questions.length), 1);
    if (question === undefined) return;
    if (fails) question.fail(new ParleyError("offline"));
    else question.answer(pageOf(question.truth, question.input));
  }

  check(): void {
    const { window } = this.loader;
    if (window === undefined) return;
    expect(window.events.length).toBeGreaterThan(0);
    expect(window.events.length).toBeLessThanOrEqual(22);
    const first = window.events[0]?.seq ?? 0;
    expect(window.events).toEqual(this.truth.slice(first - 1, first - 1 + window.events.length));
    expect(window.hasOlder).toBe(first > 1);
  }

  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 3;) {
      if (this.questions.length > 0) quiet = 0;
      while (this.questions.length > 0) {
        this.answer(0, false);
        await vi.advanceTimersByTimeAsync(0);
      }
      await vi.advanceTimersByTimeAsync(2_000);
      quiet += 1;
    }
  }
}

function pageOf(truth: readonly TimelineEvent[], { before, after, around, limit = 5 }: Question["input"]): HistoryPage {
  const size = Math.min(limit, 7);
  let low = Math.max(0, truth.length - size);
  let high = truth.length;
  if (before !== undefined) [low, high] = [Math.max(0, before - 1 - size), Math.max(0, before - 1)];
  if (after !== undefined) [low, high] = [Math.min(after, truth.length), Math.min(truth.length, after + size)];
  if (around !== undefined) {
    low = Math.max(0, Math.min(around, truth.length) - 3);
    high = Math.min(truth.length, low + size);
  }
  return { events: truth.slice(low, high), hasOlder: low > 0, hasNewer: high < truth.length, seq: truth.length };
}

const position = fc.double({ min: 0, max: 1, noNaN: true });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("write" as const), count: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("deliver" as const), at: position, twice: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("lose" as const), at: position }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("answer" as const), at: fc.nat(5), fails: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("older" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("newer" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("jump" as const), at: position }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("latest" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reconnect" as const), reset: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restore" as const), lost: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.nat(3_000) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function act(world: World, step: Step): void {
  const { loader, truth } = world;
  const among = (count: number, at: number) => Math.min(count - 1, Math.floor(at * count));
  switch (step.do) {
    case "write":
      return world.write(step.count);
    case "deliver": {
      const [event] = world.wire.splice(among(world.wire.length, step.at), 1);
      if (event === undefined) return;
      loader.receive(event);
      if (step.twice) loader.receive(event);
      return;
    }
    case "lose":
      return void world.wire.splice(among(world.wire.length, step.at), 1);
    case "answer":
      return world.answer(step.at, step.fails === 0);
    case "older":
      return void loader.loadOlder();
    case "newer":
      return void loader.loadNewer();
    case "jump":
      return void loader.jumpTo(1 + among(truth.length, step.at));
    case "latest":
      return void loader.jumpToLatest();
    case "reconnect": {
      const from = loader.position;
      world.wire = [];
      if (step.reset) loader.reset(false);
      else for (const event of from === undefined ? [] : truth.slice(from)) loader.receive(event);
      return loader.caughtUpTo(truth.length);
    }
    case "restore":
      return world.restore(step.lost);
    case "pass":
      vi.advanceTimersByTime(step.ms);
  }
}

/** Found once: what was under way for the window before kept the new one from ever catching up. */
const jumpedWhileCatchingUp: Step[] = [
  { do: "answer", at: 0, fails: 1 },
  { do: "write", count: 4 },
  { do: "jump", at: 0.2 },
  { do: "deliver", at: 0.25, twice: false },
  { do: "answer", at: 0, fails: 1 },
  { do: "write", count: 1 },
];

test("a timeline is always a piece of the room's true order, and in the end its newest", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 100, size: "max" }), async (steps) => {
      const world = new World();
      void world.loader.begin();
      for (const each of steps) {
        act(world, each);
        await vi.advanceTimersByTimeAsync(0);
        world.check();
      }
      await world.settle();
      // As after a reconnect, and as a person who goes to the newest messages.
      world.loader.caughtUpTo(world.truth.length);
      await world.settle();
      void world.loader.jumpToLatest();
      await world.settle();
      const { window, status, seq } = world.loader;
      expect(status).toBe("ready");
      expect(window).toMatchObject({ following: true });
      expect(window?.events.at(-1)).toEqual(world.truth.at(-1));
      expect(seq).toBe(world.truth.length);
    }),
    { numRuns: 500, examples: [[jumpedWhileCatchingUp]] },
  );
});
