import type { TimelineItem } from "@parley/client";
import { describe, expect, it } from "vitest";
import { timelineRows, type TimelineRow } from "./timeline-row.ts";

const ada = { id: "a", username: "ada", displayName: "Ada" };
const grace = { id: "g", username: "grace", displayName: "Grace" };
const noon = new Date(2026, 10, 20, 12).getTime();
const room = "r";

function message(seq: number, sender: typeof ada, minute: number): TimelineItem {
  const at = new Date(noon + minute * 60_000).toISOString();
  return {
    kind: "event",
    key: `m${seq}`,
    event: {
      type: "message.created",
      room,
      seq,
      at,
      sender,
      clientId: `m${seq}`,
      kind: "text",
      body: `message ${seq}`,
    },
  };
}

function joined(seq: number, user: typeof ada, minute: number): TimelineItem {
  const at = new Date(noon + minute * 60_000).toISOString();
  return {
    kind: "event",
    key: `e${seq}`,
    event: { type: "member.joined", room, seq, at, user, role: "member", by: null },
  };
}

const echo = (minute: number): TimelineItem => ({
  kind: "echo",
  key: "echo",
  clientId: "echo",
  body: "unsent",
  at: noon + minute * 60_000,
  state: "sending",
});

const rowsOf = (items: TimelineItem[], newAfter: number | null = null) =>
  timelineRows(items, { me: ada, newAfter, fromBeginning: true }).slice(1);
/** The same where more is to be loaded in front. */
const laterRowsOf = (items: TimelineItem[], newAfter: number | null = null) =>
  timelineRows(items, { me: ada, newAfter, fromBeginning: false });
const groups = (rows: readonly TimelineRow[]) => rows.map((row) => row.kind === "message" && row.startsGroup);
const lines = (rows: readonly TimelineRow[]) => rows.map((row) => row.newLine);

describe("the rows of a timeline", () => {
  it("put messages of one author within five minutes under one name", () => {
    expect(groups(rowsOf([message(1, ada, 0), message(2, ada, 4), message(3, ada, 8)]))).toEqual([true, false, false]);
    expect(groups(rowsOf([message(1, ada, 0), message(2, ada, 5)]))).toEqual([true, true]);
    expect(groups(rowsOf([message(1, ada, 0), message(2, grace, 1), message(3, ada, 2)]))).toEqual([true, true, true]);
  });

  it("show the name again after somebody came in between", () => {
    expect(groups(rowsOf([message(1, ada, 0), joined(2, grace, 1), message(3, ada, 2)]))).toEqual([true, false, true]);
  });

  it("group my unsent message with my sent ones", () => {
    expect(groups(rowsOf([message(1, ada, 0), echo(1)]))).toEqual([true, false]);
    expect(groups(rowsOf([message(1, grace, 0), echo(1)]))).toEqual([true, true]);
  });

  it("mark each day once, where it begins", () => {
    const nextDay = 13 * 60;
    const rows = rowsOf([
      message(1, ada, 0),
      message(2, ada, 1),
      message(3, ada, nextDay),
      message(4, ada, nextDay + 1),
    ]);
    expect(rows.map((row) => row.day !== undefined)).toEqual([true, false, true, false]);
    expect(groups(rows)).toEqual([true, false, true, false]);
  });

  it("gather events of the room that follow each other, within a day", () => {
    const rows = rowsOf([
      joined(1, ada, 0),
      joined(2, grace, 1),
      message(3, ada, 2),
      joined(4, grace, 3),
      joined(5, ada, 780),
    ]);
    expect(rows.map((row) => (row.kind === "system" ? row.events.map((event) => event.seq) : row.key))).toEqual([
      [1, 2],
      "m3",
      [4],
      [5],
    ]);
  });

  it("draw the new line above the first message of somebody else that I have not read", () => {
    const items = [
      message(1, grace, 0),
      message(2, ada, 1),
      joined(3, grace, 1),
      message(4, grace, 2),
      message(5, grace, 3),
    ];
    expect(lines(rowsOf(items, 1))).toEqual([false, false, false, true, false]);
    expect(lines(rowsOf(items, 4))).toEqual([false, false, false, false, true]);
    expect(lines(rowsOf(items, 5))).toEqual([false, false, false, false, false]);
    expect(lines(rowsOf(items, null))).toEqual([false, false, false, false, false]);
  });

  it("draw no line while the first unread message is not loaded", () => {
    const items = [message(50, grace, 0), message(51, grace, 1)];
    expect(lines(rowsOf(items, 49))).toEqual([true, false]);
    expect(lines(rowsOf(items, 48))).toEqual([false, false]);
  });

  it("show the author again under the new line", () => {
    expect(groups(rowsOf([message(1, grace, 0), message(2, grace, 1)], 1))).toEqual([true, true]);
  });

  it("stay as they are when older ones come in front, so that nothing moves", () => {
    const newer = [
      joined(50, ada, 1),
      joined(51, ada, 1),
      message(52, ada, 1),
      message(53, ada, 2),
      message(54, grace, 2),
    ];
    const older = [message(48, grace, 0), joined(49, grace, 0)];
    const shown = laterRowsOf(newer);
    expect(shown.map((row) => row.key)).toEqual(["m52", "m53", "m54"]);
    expect(laterRowsOf([...older, ...newer]).slice(-shown.length)).toEqual(shown);
    expect(rowsOf([...older, ...newer]).slice(-shown.length)).toEqual(shown);
  });

  it("begin with the new line if it stands above the first", () => {
    expect(lines(laterRowsOf([message(50, grace, 0), message(51, grace, 1)], 49))).toEqual([true, false]);
  });

  it("show the only row there is", () => {
    expect(laterRowsOf([message(50, grace, 0)]).map((row) => row.key)).toEqual(["m50"]);
  });
});
