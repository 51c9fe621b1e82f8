import type { OperationInput } from "@parley/protocol";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ParleyError } from "../errors.ts";
import { room } from "../live/events-for-tests.ts";
import type { OutboxOwner } from "./outbox-owner.ts";
import { memoryOutbox, type OutboxStorage } from "./outbox-storage.ts";
import { SendQueue, type Acknowledgement } from "./send-queue.ts";
import type { Outcome } from "./socket-requests.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Sent {
  readonly input: OperationInput<"messages.send">;
  readonly outcome: Outcome<"messages.send">;
}

/** One page's queue, with the server's end of its socket. */
class Page {
  readonly sent: Sent[] = [];
  /** Bodies in the order in which the server stored them: each client id once. */
  readonly stored: { clientId: string; body: string }[];
  readonly acknowledged: string[] = [];
  renewals = 0;
  readonly queue: SendQueue;

  constructor(
    storage: OutboxStorage = memoryOutbox(),
    stored: Page["stored"] = [],
    owner: OutboxOwner = ownerOf("page"),
  ) {
    this.stored = stored;
    this.queue = new SendQueue({
      storage,
      owner,
      transmit: (input, outcome) => this.sent.push({ input, outcome }),
      renew: () => (this.renewals += 1),
      acknowledged: (message) => this.acknowledged.push(message.entry.body),
      changed: () => {},
      random: () => 0.5,
      now: Date.now,
    });
  }

  /** The server stores what came, and answers unless the answer is lost. */
  store(index = 0, answers = true): void {
    const [sent] = this.sent.splice(index, 1);
    if (sent === undefined) return;
    const { clientId, body, roomId } = sent.input;
    let seq = this.stored.findIndex((each) => each.clientId === clientId) + 1;
    if (seq === 0) seq = this.stored.push({ clientId, body });
    const ack: Acknowledgement = { room: roomId, seq, at: "", clientId };
    if (answers) return sent.outcome.answered(ack);
    this.queue.pause();
    sent.outcome.failed(new ParleyError("connection_lost"));
  }

  refuse(error: ParleyError): void {
    this.sent.shift()?.outcome.failed(error);
  }

  /** The socket breaks: what is unanswered is lost. */
  lose(): void {
    this.queue.pause();
    for (const { outcome } of this.sent.splice(0)) outcome.failed(new ParleyError("connection_lost"));
  }

  show(): string[] {
    return this.queue.messages(room).map(({ entry, state }) => `${entry.body} ${state}`);
  }
}

function ownerOf(id: string, gone: () => boolean = () => true): OutboxOwner {
  return { id, claim: (owner, take) => void (owner !== id && gone() && take()), release: () => {} };
}

function page(): Page {
  const made = new Page();
  made.queue.setUser("ada");
  made.queue.resume();
  return made;
}

test("messages of one room go out one after another, those of another room beside them", () => {
  const { queue, sent } = page();
  queue.write(room, "one");
  queue.write(room, "two");
  queue.write("other", "three");
  expect(sent.map(({ input }) => input.body)).toEqual(["one", "three"]);
});

test("a message is out of the queue when the server has it", async () => {
  const storage = memoryOutbox();
  const ada = new Page(storage);
  ada.queue.setUser("ada");
  ada.queue.resume();
  ada.queue.write(room, "one");
  ada.queue.write(room, "two");
  await vi.advanceTimersByTimeAsync(0);
  expect((await storage.load("ada")).map(({ body }) => body)).toEqual(["one", "two"]);
  ada.store();
  await vi.advanceTimersByTimeAsync(0);
  expect(ada.acknowledged).toEqual(["one"]);
  expect((await storage.load("ada")).map(({ body }) => body)).toEqual(["two"]);
});

test("without a connection messages wait in order", () => {
  const ada = new Page();
  ada.queue.setUser("ada");
  ada.queue.write(room, "one");
  ada.queue.write(room, "two");
  expect(ada.show()).toEqual(["one queued", "two queued"]);
  ada.queue.resume();
  expect(ada.show()).toEqual(["one sending", "two queued"]);
});

test("what is refused for now keeps its place and is tried again when the server said", async () => {
  const ada = page();
  ada.queue.write(room, "one");
  ada.queue.write(room, "two");
  ada.refuse(new ParleyError("rate_limited", { retryAfter: 7 }));
  await vi.advanceTimersByTimeAsync(6_999);
  expect(ada.sent).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(ada.sent.map(({ input }) => input.body)).toEqual(["one"]);
});

test("what is refused for good is shown as failed, and holds up nobody", async () => {
  const ada = page();
  const clientId = ada.queue.write(room, "one");
  ada.queue.write(room, "two");
  ada.refuse(new ParleyError("invalid_input"));
  expect(ada.show()).toEqual(["one failed", "two sending"]);
  expect(ada.queue.messages(room)[0]?.error).toMatchObject({ code: "invalid_input" });
  ada.queue.retry(room, clientId);
  expect(ada.show()).toEqual(["two sending", "one queued"]);
});

test("a discarded message is not sent", () => {
  const ada = page();
  ada.queue.write(room, "one");
  ada.queue.discard(room, ada.queue.write(room, "two"));
  ada.store();
  expect(ada.sent).toHaveLength(0);
  expect(ada.show()).toEqual([]);
});

test("a message at which the server fails each time fails in the end", async () => {
  const ada = page();
  ada.queue.write(room, "poison");
  ada.queue.write(room, "two");
  for (let i = 0; i < 5; i++) {
    ada.refuse(new ParleyError("internal"));
    await vi.advanceTimersByTimeAsync(40_000);
  }
  expect(ada.show()).toEqual(["poison failed", "two sending"]);
});

test("an expired token is renewed and the message sent again", async () => {
  const ada = page();
  ada.queue.write(room, "one");
  ada.refuse(new ParleyError("token_expired"));
  expect(ada.renewals).toBe(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(ada.sent.map(({ input }) => input.body)).toEqual(["one"]);
});

test("one account's messages are neither shown nor sent by another, and wait for its return", async () => {
  const ada = page();
  ada.queue.write(room, "secret");
  const [onItsWay] = ada.sent;
  ada.lose();
  ada.queue.setUser("bo");
  ada.queue.resume();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ada.show()).toEqual([]);
  expect(ada.sent).toEqual([]);
  onItsWay?.outcome.answered({ room, seq: 1, at: "", clientId: "" });
  expect(ada.acknowledged).toEqual([]);
  ada.queue.setUser("ada");
  await vi.advanceTimersByTimeAsync(0);
  expect(ada.show()).toEqual(["secret queued"]);
});

test("more than a thousand waiting messages are refused", () => {
  const ada = new Page();
  ada.queue.setUser("ada");
  for (let i = 0; i < 1_000; i++) ada.queue.write(`room ${i % 7}`, "x");
  expect(() => ada.queue.write(room, "x")).toThrow(expect.objectContaining({ code: "queue_full" }));
});

test("without an account nothing is written", () => {
  expect(() => new Page().queue.write(room, "x")).toThrow(expect.objectContaining({ code: "unauthenticated" }));
});

test("after a reload the messages of the page before go out first, and its failed ones are still shown", async () => {
  const storage = memoryOutbox();
  const before = new Page(storage, [], ownerOf("before"));
  before.queue.setUser("ada");
  before.queue.resume();
  before.queue.write(room, "bad");
  before.refuse(new ParleyError("invalid_input"));
  before.queue.write(room, "left");
  await vi.advanceTimersByTimeAsync(10);
  const after = new Page(storage, [], ownerOf("after"));
  after.queue.setUser("ada");
  after.queue.write(room, "new");
  await vi.advanceTimersByTimeAsync(0);
  expect(after.show()).toEqual(["bad failed", "left queued", "new queued"]);
});

test("a page that lives keeps its messages; when it is gone another takes them over", async () => {
  const storage = memoryOutbox();
  const one = new Page(storage, [], ownerOf("one"));
  one.queue.setUser("ada");
  one.queue.write(room, "of one");
  await vi.advanceTimersByTimeAsync(0);
  let gone = false;
  const other = new Page(
    storage,
    [],
    ownerOf("two", () => gone),
  );
  other.queue.setUser("ada");
  await vi.advanceTimersByTimeAsync(0);
  expect(other.show()).toEqual([]);
  gone = true;
  other.queue.resume();
  await vi.advanceTimersByTimeAsync(0);
  expect(other.show()).toEqual(["of one sending"]);
});

test("a storage that fails costs surviving a reload, not the message", async () => {
  const broken = () => Promise.reject(new Error("no space"));
  const ada = new Page({ load: broken, put: broken, remove: broken });
  ada.queue.setUser("ada");
  ada.queue.resume();
  ada.queue.write(room, "one");
  await vi.advanceTimersByTimeAsync(0);
  ada.store();
  expect(ada.acknowledged).toEqual(["one"]);
});

const mishap = fc.oneof(
  { weight: 4, arbitrary: fc.constant("write" as const) },
  { weight: 5, arbitrary: fc.constant("store" as const) },
  { weight: 2, arbitrary: fc.constant("store, answer lost" as const) },
  { weight: 2, arbitrary: fc.constant("rate limit" as const) },
  { weight: 1, arbitrary: fc.constant("timeout" as const) },
  { weight: 2, arbitrary: fc.constant("lose" as const) },
  { weight: 3, arbitrary: fc.constant("resume" as const) },
  { weight: 1, arbitrary: fc.constant("reload" as const) },
  { weight: 2, arbitrary: fc.constant("wait" as const) },
);

test("whatever happens on the way, every message is stored once and in the order of writing", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mishap, { maxLength: 80, size: "max" }), async (mishaps) => {
      const storage = memoryOutbox();
      const stored: Page["stored"] = [];
      const written: string[] = [];
      let pages = 0;
      const open = () => {
        const made = new Page(storage, stored, ownerOf(`page ${(pages += 1)}`));
        made.queue.setUser("ada");
        made.queue.resume();
        return made;
      };
      let now = open();
      const acts: Record<typeof mishap extends fc.Arbitrary<infer T> ? T : never, () => void> = {
        write() {
          written.push(`${written.length}`);
          now.queue.write(room, written.at(-1)!);
        },
        store: () => now.store(),
        "store, answer lost"() {
          now.store(0, false);
          now.lose();
        },
        "rate limit": () => now.refuse(new ParleyError("rate_limited", { retryAfter: 1 })),
        timeout: () => now.refuse(new ParleyError("timeout")),
        lose: () => now.lose(),
        resume: () => now.queue.resume(),
        reload() {
          now.lose();
          now = open();
        },
        wait: () => vi.advanceTimersByTime(5_000),
      };
      for (const each of mishaps) {
        acts[each]();
        await vi.advanceTimersByTimeAsync(1);
      }
      now.queue.resume();
      for (let i = 0; i < 2 * written.length + 2; i++) {
        now.store();
        await vi.advanceTimersByTimeAsync(60_000);
      }
      expect(stored.map(({ body }) => body)).toEqual(written);
      expect(await storage.load("ada")).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
