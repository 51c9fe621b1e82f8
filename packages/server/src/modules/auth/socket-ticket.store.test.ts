import type { Caller } from "../../kernel/operation.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startAuth, type AuthForTests, type Process } from "./auth-for-tests.ts";

let parley: AuthForTests;
let other: Process;
let ada: Caller;

beforeAll(async () => {
  parley = await startAuth();
  other = parley.anotherProcess();
  ({ caller: ada } = await parley.person("ada"));
});

afterAll(() => parley.close());

const ticketFor = async (caller: Caller) => (await parley.run("auth.createTicket", {}, { caller })).ticket;
const refused = { code: "invalid_ticket" };

test("a ticket made in one process opens a socket in another, once", async () => {
  const ticket = await ticketFor(ada);
  expect(await other.auth.authenticate.byTicket(ticket)).toEqual(ada);
  await expect(other.auth.authenticate.byTicket(ticket)).rejects.toMatchObject(refused);
  await expect(parley.auth.authenticate.byTicket(ticket)).rejects.toMatchObject(refused);
});

test("of twenty who come with the same ticket at once, one gets in", async () => {
  for (let round = 0; round < 5; round++) {
    const ticket = await ticketFor(ada);
    const racing = Array.from({ length: 20 }, (_, i) => (i % 2 ? parley : other).auth.authenticate.byTicket(ticket));
    const settled = await Promise.allSettled(racing);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const answer of settled) if (answer.status === "rejected") expect(answer.reason).toMatchObject(refused);
  }
});

test("a ticket is good for a minute", async () => {
  const [early, late] = [await ticketFor(ada), await ticketFor(ada)];
  parley.clock.pass(59);
  expect(await parley.auth.authenticate.byTicket(early)).toEqual(ada);
  parley.clock.pass(1);
  await expect(parley.auth.authenticate.byTicket(late)).rejects.toMatchObject(refused);
});

test("a ticket of a session that ended meanwhile opens nothing", async () => {
  const { caller } = await parley.person("ben");
  const ticket = await ticketFor(caller);
  await parley.run("auth.signOut", {}, { caller });
  await expect(other.auth.authenticate.byTicket(ticket)).rejects.toMatchObject(refused);
});

test("nor if the server has not heard that the session ended", async () => {
  const { caller, grant } = await parley.person("carl");
  const ticket = await ticketFor(caller);
  expect(await other.auth.authenticate.byAccessToken(grant.tokens!.accessToken)).toEqual(caller);
  const end = "update sessions set ended_at = now(), end_reason = 'signed_out' where id = $1";
  await parley.store.query(end, [caller.sessionId]);
  await expect(other.auth.authenticate.byTicket(ticket)).rejects.toMatchObject(refused);
});

test("an invented ticket opens nothing, and the table does not hold what would", async () => {
  const ticket = await ticketFor(ada);
  const [row] = await parley.store.query<{ hash: string }>(
    "select encode(ticket_hash, 'hex') as hash from socket_tickets order by expires_at desc limit 1",
  );
  for (const guess of [row!.hash, "", "\0", ticket.slice(1), `${ticket}x`, "x".repeat(10_000)]) {
    await expect(parley.auth.authenticate.byTicket(guess)).rejects.toMatchObject(refused);
  }
  expect(await parley.auth.authenticate.byTicket(ticket)).toEqual(ada);
});
