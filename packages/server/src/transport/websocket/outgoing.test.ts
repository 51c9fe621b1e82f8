import type { Socket } from "node:net";
import { expect, test } from "vitest";
import { Outgoing } from "./outgoing.ts";
import { TurnEnd } from "./turn-end.ts";

/** A connection whose other side may stop reading: then what is written waits. */
class Reader {
  readonly writes: string[] = [];
  reading = true;
  writable = true;
  writableLength = 0;
  write(bytes: Buffer): boolean {
    this.writes.push(bytes.toString());
    if (!this.reading) this.writableLength += bytes.length;
    return this.reading;
  }
  cork(): void {}
  uncork(): void {}
}

function outgoing(reader: Reader) {
  let overflows = 0;
  const out = new Outgoing(reader as unknown as Socket, new TurnEnd(), { soft: 100, hard: 200 }, () => {
    overflows++;
    out.end();
  });
  return { out, overflows: () => overflows };
}

const frame = (length: number, letter = "x") => Buffer.from(letter.repeat(length));
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("what is pushed in one turn leaves in one write, in its order", async () => {
  const reader = new Reader();
  const { out } = outgoing(reader);
  out.pushEvent(Buffer.from("a"));
  out.pushReply(Buffer.from("b"));
  out.pushEphemeral(Buffer.from("c"));
  expect(reader.writes).toEqual([]);
  await turn();
  expect(reader.writes).toEqual(["abc"]);
});

test("a slow reader loses ephemeral frames first, and events never", async () => {
  const reader = new Reader();
  reader.reading = false;
  const { out, overflows } = outgoing(reader);
  out.pushEvent(frame(80, "e"));
  out.pushEphemeral(frame(30, "t"));
  out.pushEvent(frame(30, "e"));
  await turn();
  expect(reader.writes.join("")).toBe("e".repeat(110));
  expect(overflows()).toBe(0);
});

test("a reader who is too slow is sent away once, keeps what was queued, and costs nothing more", async () => {
  const reader = new Reader();
  reader.reading = false;
  const { out, overflows } = outgoing(reader);
  for (let i = 0; i < 50; i++) {
    out.pushEvent(frame(60));
    await turn();
  }
  expect(reader.writableLength).toBeLessThanOrEqual(200);
  expect(reader.writes).toHaveLength(3);
  expect(overflows()).toBeGreaterThanOrEqual(1);
});

test("one answer may be larger than the bound, a second one behind it may not", async () => {
  const reader = new Reader();
  reader.reading = false;
  const { out, overflows } = outgoing(reader);
  out.pushReply(frame(5_000));
  await turn();
  expect([reader.writableLength, overflows()]).toEqual([5_000, 0]);
  out.pushReply(frame(5_000));
  await turn();
  expect([reader.writableLength, overflows()]).toEqual([5_000, 1]);
});
