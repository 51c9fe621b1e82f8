import type { Member, OperationName } from "@parley/protocol";
import { beforeEach, expect, test } from "vitest";
import { ParleyError } from "../errors.ts";
import type { Call } from "../requests/caller.ts";
import { ada, at, bo, joined, left, room } from "./events-for-tests.ts";
import { RoomMembers } from "./room-members.ts";

let asked: { input: unknown; answer: (output: unknown) => void; fail: (error: ParleyError) => void }[];
let members: RoomMembers;

beforeEach(() => {
  asked = [];
  const call = ((_: OperationName, input: unknown) =>
    new Promise<unknown>((answer, fail) => asked.push({ input, answer, fail }))) as unknown as Call;
  members = new RoomMembers(room, call);
});

const member = (user = ada): Member => ({ user, role: "member", joinedAt: at(1) });
const person = (username: string) => ({ id: username, username, displayName: username });
const shown = () => members.get().members.map(({ user }) => user.username);
const settled = () => new Promise((resolve) => setTimeout(resolve));

async function answer(...page: [readonly Member[], string?]): Promise<void> {
  const [list, nextCursor] = page;
  asked.shift()?.answer({ members: list, ...(nextCursor === undefined ? {} : { nextCursor }) });
  await settled();
}

test("nothing is asked before somebody looks", () => {
  expect(asked).toEqual([]);
  members.subscribe(() => {});
  members.subscribe(() => {});
  expect(asked).toHaveLength(1);
});

test("pages join in order of username", async () => {
  members.subscribe(() => {});
  await answer([member(ada)], "more");
  expect(members.get()).toMatchObject({ status: "ready", hasMore: true });
  void members.loadMore();
  expect(asked[0]?.input).toMatchObject({ cursor: "more" });
  await answer([member(bo)]);
  expect(shown()).toEqual(["ada", "bo"]);
  expect(members.get().hasMore).toBe(false);
});

test("who comes and goes is in and out of the list, in their place, once", async () => {
  members.subscribe(() => {});
  await answer([member(ada), member(person("cy"))]);
  members.event(joined(5, bo));
  members.event(joined(5, bo));
  expect(shown()).toEqual(["ada", "bo", "cy"]);
  members.event(left(6, ada));
  expect(shown()).toEqual(["bo", "cy"]);
  members.event({ type: "member.role_changed", room, seq: 7, at: at(7), user: bo, role: "owner" });
  expect(members.get().members[0]?.role).toBe("owner");
});

test("somebody behind the part that is loaded comes with their page", async () => {
  members.subscribe(() => {});
  await answer([member(ada)], "more");
  members.event(joined(5, bo));
  expect(shown()).toEqual(["ada"]);
});

test("who left while the page was on its way is not in it", async () => {
  members.subscribe(() => {});
  members.event(left(5, bo));
  await answer([member(ada), member(bo)]);
  expect(shown()).toEqual(["ada"]);
});

test("after missed events the list is read again, if somebody looks", async () => {
  const leave = members.subscribe(() => {});
  await answer([member(ada), member(bo)]);
  members.missed();
  await answer([member(ada)]);
  expect(shown()).toEqual(["ada"]);
  leave();
  members.missed();
  expect(asked).toEqual([]);
  members.subscribe(() => {});
  expect(asked).toHaveLength(1);
});

test("what is missed while the list is on its way makes it be read once more", async () => {
  members.subscribe(() => {});
  members.missed();
  await answer([member(ada), member(bo)]);
  expect(asked).toHaveLength(1);
  await answer([member(ada)]);
  expect(shown()).toEqual(["ada"]);
  expect(asked).toEqual([]);
});

test("a list that could not be read is read when the connection is back", async () => {
  members.subscribe(() => {});
  asked.shift()?.fail(new ParleyError("offline"));
  await settled();
  expect(members.get()).toMatchObject({ status: "error", error: { code: "offline" } });
  members.reconnected();
  await answer([member(ada)]);
  expect(members.get().status).toBe("ready");
  expect(members.get().error).toBeUndefined();
});
