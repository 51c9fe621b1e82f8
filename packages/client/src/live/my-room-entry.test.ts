import type { MyRoom } from "@parley/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { at, joined, left, message, myRoom, room } from "./events-for-tests.ts";
import { entryOf, merged, readToEnd, withActivity, withEvent, withRead } from "./my-room-entry.ts";

test("the next message is unread, an older one changes nothing, a later one cannot be counted", () => {
  const entry = entryOf(myRoom(5, 5));
  expect(withEvent(entry, message(6), "me")?.shown).toMatchObject({
    seq: 6,
    unread: 1,
    lastEvent: { seq: 6 },
    lastActivityAt: at(6),
  });
  expect(withEvent(entry, message(5), "me")).toBe(entry);
  expect(withEvent(entry, message(7), "me")).toBeUndefined();
});

test("who comes and goes is counted, and is nothing to read", () => {
  const came = withEvent(entryOf(myRoom(5, 5)), joined(6), "me");
  expect(came?.shown).toMatchObject({ seq: 6, unread: 0, room: { memberCount: 3 }, lastActivityAt: at(6) });
  expect(withEvent(came!, left(7), "me")?.shown.room.memberCount).toBe(2);
});

test("a room that is handed over to me shows me as its owner, one handed over to another does not", () => {
  const handedTo = (id: string) => ({
    type: "member.role_changed" as const,
    room,
    seq: 6,
    at: at(6),
    user: { id, username: id, displayName: id },
    role: "owner" as const,
  });
  const entry = entryOf({ ...myRoom(5, 5), role: "member" });
  expect(withEvent(entry, handedTo("me"), "me")?.shown.role).toBe("owner");
  expect(withEvent(entry, handedTo("bo"), "me")?.shown.role).toBe("member");
});

test("members are as of the newest seq at which they were told, not of a page that was read earlier", () => {
  const came = withEvent(entryOf(myRoom(5, 5)), joined(6), "me")!;
  expect(merged(came, myRoom(5, 5)).shown).toMatchObject({ seq: 6, room: { memberCount: 3 } });
  const toldLater = { ...myRoom(7, 5), room: { ...myRoom(7, 5).room, memberCount: 9 } };
  expect(merged(came, toldLater).shown.room.memberCount).toBe(9);
  // News of a room that is not open says nothing of its members: the page knows better, though it is older.
  const passive = withActivity(entryOf(myRoom(5, 5)), {
    type: "room.activity",
    room,
    seq: 8,
    messageCount: 5,
    at: at(8),
  });
  expect(merged(passive, toldLater).shown).toMatchObject({ seq: 8, room: { memberCount: 9 } });
});

/*
 * A room in which some events are messages. News of it, and of my reading, comes in any order, repeated or not at all;
 * the server's own count at the greatest positions heard of is the truth.
 */
interface Position {
  readonly seq: number;
  readonly readSeq: number;
}

test("unread is what the server would count at the newest positions heard of, in whatever order they came", () => {
  const kinds = fc.array(fc.boolean(), { minLength: 1, maxLength: 30 });
  const news = fc.record({
    kind: fc.constantFrom("activity", "read", "page", "event"),
    seq: fc.double({ min: 0, max: 1, noNaN: true }),
    readSeq: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(kinds, fc.array(news, { maxLength: 30 }), (isMessage, heard) => {
      const count = (seq: number) => isMessage.slice(0, seq).filter(Boolean).length;
      const told = ({ seq, readSeq }: Position): MyRoom => {
        const messageCount = count(seq);
        return { ...myRoom(seq, readSeq), messageCount, unread: messageCount - count(readSeq) };
      };
      let newest: Position = { seq: 0, readSeq: 0 };
      let entry = entryOf(told(newest));
      for (const { kind, seq: a, readSeq: b } of heard) {
        const seq = kind === "event" ? newest.seq + 1 : Math.floor(a * (isMessage.length + 1));
        if (seq > isMessage.length) continue;
        const readSeq = Math.min(seq, Math.floor(b * (isMessage.length + 1)));
        const messageCount = count(seq);
        if (kind === "activity") {
          entry = withActivity(entry, { type: "room.activity", room, seq, messageCount, at: at(seq) });
        } else if (kind === "event") {
          entry = withEvent(entry, isMessage[seq - 1] ? message(seq) : joined(seq), "me") ?? entry;
        } else if (kind === "read") {
          entry = withRead(entry, { readSeq, unread: messageCount - count(readSeq), messageCount });
        } else {
          entry = merged(entry, told({ seq, readSeq }));
        }
        newest = {
          seq: kind === "read" ? newest.seq : Math.max(newest.seq, seq),
          readSeq: kind === "read" || kind === "page" ? Math.max(newest.readSeq, readSeq) : newest.readSeq,
        };
        expect(entry.shown).toMatchObject(newest);
        expect(entry.shown.unread).toBe(Math.max(0, count(newest.seq) - count(newest.readSeq)));
      }
    }),
    { numRuns: 1_000 },
  );
});

test("reading to the end leaves nothing unread, and what comes then is", () => {
  const read = readToEnd(entryOf(myRoom(9, 3)));
  expect(read.shown).toMatchObject({ readSeq: 9, unread: 0 });
  expect(withEvent(read, message(10), "me")?.shown.unread).toBe(1);
});
