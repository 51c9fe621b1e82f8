import type { TimelineEvent, User } from "@parley/protocol";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { LiveSocket } from "./live-socket.ts";
import { Outgoing } from "./outgoing.ts";
import { RoomChannel } from "./room-channel.ts";
import { TurnEnd } from "./turn-end.ts";

const ada: User = { id: "ada", username: "ada", displayName: "Ada" };

function message(seq: number): TimelineEvent {
  const at = "2026-01-01T00:00:00.000Z";
  return {
    type: "message.created",
    room: "room",
    seq,
    at,
    sender: ada,
    clientId: `${seq}`,
    kind: "text",
    body: `${seq}`,
  };
}

/** A socket that keeps the seqs it was sent. */
class RecordingSocket implements LiveSocket {
  readonly user: User;
  readonly sessionId = "session";
  readonly rooms = new Set<string>();
  liveRooms = 0;
  readonly seqs: number[] = [];
  closedWith: number | null = null;
  readonly out: Outgoing;

  constructor(user: User = ada) {
    this.user = user;
    const record = (bytes: Buffer) => {
      for (const found of bytes.toString("latin1").matchAll(/"seq":(\d+)/g)) this.seqs.push(Number(found[1]));
    };
    const socket = { writable: true, writableLength: 0, write: record, cork() {}, uncork() {} };
    this.out = new Outgoing(socket as never, new TurnEnd(), { soft: 1e9, hard: 1e9 }, () => {});
  }

  close(code: number): void {
    this.closedWith = code;
  }
}

/** A room's store: what has been committed so far. */
class Committed {
  seq = 0;
  async range(_room: string, low: number, high: number): Promise<TimelineEvent[]> {
    const end = Math.min(high, this.seq);
    return Array.from({ length: Math.max(0, end - low) }, (_, i) => message(low + 1 + i));
  }
}

type Step =
  | { do: "commit"; deliver: "now" | "late" | "never" | "twice" }
  | { do: "resume"; socket: number }
  | { do: "late" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("commit" as const),
      deliver: fc.constantFrom("now" as const, "late" as const, "never" as const, "twice" as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("resume" as const), socket: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("late" as const) }) },
);

test("whatever the bus loses, doubles or delays, each live socket gets every event after its position once and in order", async () => {
  vi.useFakeTimers();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
      const store = new Committed();
      const channel = new RoomChannel("room", store, () => {});
      const sockets = [new RecordingSocket(), new RecordingSocket(), new RecordingSocket()];
      const starts = new Map<RecordingSocket, number>();
      const late: TimelineEvent[][] = [];
      const commit = (deliver: string) => {
        const events = [message(++store.seq)];
        if (deliver === "late") late.push(events);
        else if (deliver !== "never") channel.take(events);
        if (deliver === "twice") channel.take(events);
      };
      for (const action of steps) {
        if (action.do === "commit") commit(action.deliver);
        else if (action.do === "late")
          late
            .splice(0)
            .reverse()
            .forEach((events) => channel.take(events));
        else {
          const socket = sockets[action.socket]!;
          if (starts.has(socket)) continue;
          channel.hold(socket);
          const seen = store.seq;
          commit("late");
          commit("now");
          channel.goLive(socket, seen);
          starts.set(socket, seen);
        }
        await vi.advanceTimersByTimeAsync(7);
      }
      // A last one that does arrive shows every gap before it.
      commit("now");
      await vi.advanceTimersByTimeAsync(2_000);
      for (const [socket, start] of starts) {
        socket.out.flush();
        expect(socket.seqs).toEqual(Array.from({ length: store.seq - start }, (_, i) => start + 1 + i));
        expect(socket.closedWith).toBeNull();
      }
    }),
    { numRuns: 300 },
  );
  vi.useRealTimers();
});

test("who leaves gets nothing of the same batch that was said after them", () => {
  const channel = new RoomChannel("room", new Committed(), () => {});
  const [staying, leaving] = [new RecordingSocket(), new RecordingSocket({ ...ada, id: "grace" })];
  for (const socket of [staying, leaving]) {
    channel.hold(socket);
    channel.goLive(socket, 0);
  }
  const left: TimelineEvent = { type: "member.left", room: "room", seq: 2, at: "", user: leaving.user, by: null };
  channel.take([message(1)]);
  channel.take([left, message(3)]);
  for (const socket of [staying, leaving]) socket.out.flush();
  expect(staying.seqs).toEqual([1, 2, 3]);
  expect(leaving.seqs).toEqual([1]);
});
