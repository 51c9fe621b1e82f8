import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Prepared } from "../../ports/store.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { firstSeqSince, headsOfMember, roomHead, timelineRange, timelineRanges } from "../messages/timeline-store.ts";
import { directoryPages, directoryStart } from "./directory-store.ts";
import { ada, fillLargeDatabase, hall, hallSeq, roomId, userId } from "./large-rooms-for-tests.ts";
import { memberPage, ownerExists, promotion } from "./member-store.ts";
import { moveRead, myRoom, myRoomsPage, newestActivity, roomIds } from "./my-rooms-store.ts";
import { roomFor } from "./room-store.ts";
import { searchWords } from "./search-words.ts";

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  await fillLargeDatabase(database.url);
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
}, 180_000);

afterAll(async () => {
  await client.end();
  await database.drop();
});

interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Join Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  Plans?: PlanNode[];
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** Rows that a node had in its hands, also those it threw away. */
const rowsOf = (node: PlanNode): number =>
  node["Actual Loops"] *
  (node["Actual Rows"] +
    (node["Rows Removed by Filter"] ?? 0) +
    (node["Rows Removed by Join Filter"] ?? 0) +
    (node["Rows Removed by Index Recheck"] ?? 0));

type Mode = "force_custom_plan" | "force_generic_plan";

/** Runs a statement for real, takes it back, and tells how it was done. */
async function explain(text: string, values: readonly unknown[], mode: Mode): Promise<PlanNode[]> {
  const literals = values.map((value) => (value === null ? "null" : client.escapeLiteral(String(value))));
  await client.query("begin");
  try {
    await client.query(`set local plan_cache_mode = ${mode}`);
    await client.query(`prepare explained as ${text}`);
    const { rows } = await client.query<{ "QUERY PLAN": { Plan: PlanNode }[] }>(
      `explain (analyze, format json) execute explained ${literals.length > 0 ? `(${literals.join(", ")})` : ""}`,
    );
    return nodesOf(rows[0]!["QUERY PLAN"][0]!.Plan).filter((node) => node["Actual Loops"] > 0);
  } finally {
    await client.query("rollback");
    await client.query("deallocate all");
  }
}

/**
 * A prepared statement must be right however the database plans it, for the values or for any; plain text is planned for
 * its values each time.
 */
async function expectIndexed(statement: string | Prepared, values: readonly unknown[], atMost: number): Promise<void> {
  const prepared = typeof statement !== "string";
  for (const mode of prepared
    ? (["force_custom_plan", "force_generic_plan"] as const)
    : (["force_custom_plan"] as const)) {
    const nodes = await explain(prepared ? statement.text : statement, values, mode);
    const scans = nodes.filter((node) => node["Node Type"].endsWith("Scan") && node["Relation Name"] !== undefined);
    const kinds = scans.map((node) => `${node["Node Type"]} of ${node["Relation Name"]}`);
    expect(kinds.length, "a plan without a scan proves nothing").toBeGreaterThan(0);
    expect(
      kinds.filter((kind) => kind.startsWith("Seq Scan")),
      mode,
    ).toEqual([]);
    const most = Math.max(...nodes.map(rowsOf));
    expect(most, `rows in the largest step of ${kinds.join(", ")} (${mode})`).toBeLessThanOrEqual(atMost);
  }
}

test("the premise: the tables are large, and a scan of one would be seen", async () => {
  const { rows } = await client.query<{ count: string }>("select count(*) from messages");
  expect(Number(rows[0]!.count)).toBeGreaterThan(1_000_000);
  await expect(expectIndexed("select * from rooms where description = $1", ["w1"], 100)).rejects.toThrow("Seq Scan");
  const manyMembers = expectIndexed(memberPage, [hall, "", 5_000], 1_000);
  await expect(manyMembers).rejects.toThrow("rows in the largest step");
});

test("a page of history is a range of two indexes, wherever it is", async () => {
  for (const high of [50, hallSeq / 2, hallSeq]) await expectIndexed(timelineRange, [hall, high - 50, high], 60);
  await expectIndexed(timelineRange, [hall, hallSeq - 200, hallSeq], 200);
  await expectIndexed(roomHead, [hall], 1);
  for (const time of ["2025-01-01", "2026-01-02", "2027-01-01"]) await expectIndexed(firstSeqSince, [hall, time], 2);
});

test("catching up in many rooms reads what was missed and no more", async () => {
  const rooms = Array.from({ length: 100 }, (_, i) => roomId(i + 1));
  const set = (items: unknown[]) => `{${items.join(",")}}`;
  await expectIndexed(headsOfMember, [ada, set(rooms)], 500);
  const lows = rooms.map((room) => (room === hall ? hallSeq - 20 : 48));
  const highs = rooms.map((room) => (room === hall ? hallSeq : 68));
  await expectIndexed(timelineRanges, [set(rooms), set(lows), set(highs)], 2_000);
});

test("unread counts take a few rows for each room of the page", async () => {
  // Each of the 500 rooms once; PostgreSQL tells averages, rounded up.
  await expectIndexed(myRoomsPage, [ada, newestActivity.activity, newestActivity.id, 51], 1_000);
  const middle = Date.UTC(2026, 0, 1, 4) * 1_000;
  await expectIndexed(myRoomsPage, [ada, middle, newestActivity.id, 51], 1_000);
  await expectIndexed(myRoom, [ada, hall], 1);
  await expectIndexed(moveRead, [hall, ada, hallSeq / 2], 1);
  await expectIndexed(roomIds, [ada], 510);
});

test("a page of the directory is a range of an index, from the first to the last", async () => {
  for (const nameKey of [directoryStart.nameKey, "room 8", "room ff"]) {
    await expectIndexed(directoryPages.all, [ada, nameKey, directoryStart.id, 51], 51);
    await expectIndexed(directoryPages.category, [ada, nameKey, directoryStart.id, 51, "family"], 51);
  }
});

test("a search of the directory reads what it finds, for rare words and for common ones", async () => {
  const search = (typed: string) => [ada, directoryStart.nameKey, directoryStart.id, 51, searchWords(typed)];
  await expectIndexed(directoryPages.words, search("w1234"), 10);
  await expectIndexed(directoryPages.words, search("w12"), 300);
  await expectIndexed(directoryPages.words, search("room w1234"), 10);
  await expectIndexed(directoryPages.words, search("nothing"), 1);
  // Every room, and one in twenty: by name until the page is full.
  await expectIndexed(directoryPages.words, search("room"), 100);
  await expectIndexed(directoryPages.words, search("t7"), 2_000);
  await expectIndexed(directoryPages.wordsInCategory, [...search("w1234"), "general"], 10);
});

test("the member list of a hundred thousand is a range of an index", async () => {
  for (const username of ["", "user5", "user99"]) await expectIndexed(memberPage, [hall, username, 51], 51);
});

test("rights and successions in the largest room are single look-ups", async () => {
  await expectIndexed(roomFor, [hall, userId(77_777)], 1);
  await expectIndexed(ownerExists, [hall], 1);
  await expectIndexed(promotion, [hall], 1);
});
