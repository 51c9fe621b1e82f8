import type { TimelineEvent } from "@parley/protocol";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { RoomNews } from "../../kernel/topics.ts";
import type { LiveSocket } from "./live-socket.ts";
import { PassiveAudience } from "./passive-audience.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ada = { id: "ada", username: "ada", displayName: "Ada" };

function newsUpTo(seq: number): RoomNews {
  const event: TimelineEvent = {
    type: "member.left",
    room: "room",
    seq,
    at: "2026-01-01T00:00:00.000Z",
    user: ada,
    by: null,
  };
  return { room: "room", events: [event], messageCount: seq };
}

/** A member's socket that keeps the seqs that it was told of. */
function listener(audience: PassiveAudience): number[] {
  const told: number[] = [];
  const out = {
    pushEphemeral: (frame: Buffer) => void told.push(Number(/"seq":(\d+)/.exec(frame.toString("latin1"))?.[1])),
  };
  audience.add({ out } as unknown as LiveSocket);
  return told;
}

test("a member who does not look is told at once, then of the newest after a while", () => {
  const audience = new PassiveAudience({ has: () => false });
  const told = listener(audience);
  for (const seq of [1, 2, 3]) audience.tell(newsUpTo(seq));
  expect(told).toEqual([1]);
  vi.advanceTimersByTime(2_000);
  expect(told).toEqual([1, 3]);
  audience.stop();
});

test("late news of something older does not hide what is newer", () => {
  const audience = new PassiveAudience({ has: () => false });
  const told = listener(audience);
  for (const seq of [1, 3, 2]) audience.tell(newsUpTo(seq));
  vi.advanceTimersByTime(2_000);
  expect(told).toEqual([1, 3]);
  audience.stop();
});
