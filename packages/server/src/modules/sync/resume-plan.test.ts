import { expect, test } from "vitest";
import { planResume, withinCharacters } from "./resume-plan.ts";

const max = { perRoom: 300, total: 500 };

function plan(positions: [string, number | undefined][], heads: [string, number][], trusted = true) {
  return planResume(new Map(positions), new Map(heads), trusted, max).map(({ status, replay }) => [
    status,
    replay && replay.high - replay.low,
  ]);
}

test("nothing missed needs no reading, something missed is read whole", () => {
  expect(
    plan(
      [
        ["a", 7],
        ["b", 3],
      ],
      [
        ["a", 7],
        ["b", 9],
      ],
    ),
  ).toEqual([
    ["live", null],
    ["live", 6],
  ]);
});

test("without a position a room is live from its head, even under another epoch", () => {
  expect(plan([["a", undefined]], [["a", 7]], false)).toEqual([["live", null]]);
});

test("a position that missed too much, is of the future or of another epoch means to start over", () => {
  expect(plan([["a", 0]], [["a", 301]])).toEqual([["reset", null]]);
  expect(plan([["a", 8]], [["a", 7]])).toEqual([["reset", null]]);
  expect(plan([["a", 7]], [["a", 7]], false)).toEqual([["reset", null]]);
});

test("rooms that no longer fit into one answer start over; those that fit are whole", () => {
  const rooms: [string, number][] = [
    ["a", 300],
    ["b", 201],
    ["c", 200],
  ];
  expect(
    plan(
      rooms.map(([room]) => [room, 0]),
      rooms,
    ),
  ).toEqual([
    ["live", 300],
    ["reset", null],
    ["live", 200],
  ]);
});

test("a room that the person is not in is gone", () => {
  expect(plan([["a", 1]], [])).toEqual([["gone", null]]);
});

test("a room whose missed messages are too long for the answer starts over, shorter ones behind it are replayed", () => {
  const body = (length: number) => ({ type: "message.created" as const, body: "x".repeat(length) });
  const missed = new Map([
    ["a", [body(60), body(60)]],
    ["b", [body(90)]],
  ]);
  const steps = planResume(
    new Map([
      ["a", 0],
      ["b", 0],
    ]),
    new Map([
      ["a", 2],
      ["b", 1],
    ]),
    true,
    max,
  );
  expect(withinCharacters(steps, missed as never, 100).map(({ status }) => status)).toEqual(["reset", "live"]);
});
