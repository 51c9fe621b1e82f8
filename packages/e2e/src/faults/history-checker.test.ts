import { expect, test } from "vitest";
import { brokenPromises, type Entry, type History } from "./history-checker.ts";

const entries = ["created", "a", "b", "c", "d"].map((id, i): Entry => ({ seq: i + 1, id }));

function history(
  change: Partial<{ store: Entry[]; view: Entry[]; ack: [string, number]; written: string[] }> = {},
): History {
  const [clientId, seq] = change.ack ?? ["c", 4];
  return {
    store: new Map([["room", change.store ?? entries]]),
    acks: [{ room: "room", clientId, seq }],
    views: [{ who: "Ada", room: "room", from: 1, entries: change.view ?? entries }],
    written: [{ who: "Ada", room: "room", clientIds: change.written ?? ["a", "c"] }],
  };
}

const without = (index: number): Entry[] => entries.toSpliced(index, 1);
const swapped = [entries[0]!, entries[1]!, { seq: 3, id: "c" }, { seq: 4, id: "b" }, entries[4]!];

test("a history in which all is well breaks no promise", () => {
  expect(brokenPromises(history())).toEqual([]);
});

test("somebody who joined later and sees everything from there on has nothing to complain of", () => {
  const { views, ...rest } = history();
  expect(brokenPromises({ ...rest, views: [{ ...views[0]!, from: 3, entries: entries.slice(2) }] })).toEqual([]);
});

test.each<[string, Parameters<typeof history>[0], RegExp]>([
  ["an acknowledged message that is not stored", { ack: ["x", 4] }, /acknowledged at 4/],
  ["an acknowledged message that is stored elsewhere", { ack: ["b", 4] }, /acknowledged at 4/],
  [
    "a message stored twice",
    { store: [...entries, { seq: 6, id: "b" }], view: [...entries, { seq: 6, id: "b" }] },
    /b is stored twice/,
  ],
  ["a hole in the store's order", { store: without(2) }, /place 3 holds seq 4/],
  ["an event that a client missed", { view: without(2) }, /sees 4 \(c\).* where 3 \(b\)/],
  ["the newest event that a client missed", { view: without(4) }, /sees nothing .* where 5 \(d\)/],
  ["an event that a client got twice", { view: entries.toSpliced(2, 0, entries[2]!) }, /sees b twice/],
  ["two events that a client has the wrong way round", { view: swapped }, /sees 3 \(c\).* where 3 \(b\)/],
  [
    "words that a client sees and nobody said",
    { view: entries.with(2, { ...entries[2]!, words: "Ada: no" }) },
    /sees 3 \(b\) "Ada: no"/,
  ],
  [
    "an event that a client has and the store has not",
    { view: [...entries, { seq: 6, id: "ghost" }] },
    /where nothing is stored/,
  ],
  ["a message that was written and never stored", { written: ["a", "lost"] }, /wrote lost/],
  ["messages that overtook each other", { written: ["c", "a"] }, /wrote a .* after/],
])("%s is found", (_, change, fault) => {
  expect(brokenPromises(history(change)).join("\n")).toMatch(fault);
});
