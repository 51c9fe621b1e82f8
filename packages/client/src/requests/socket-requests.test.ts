import { limits } from "@parley/protocol";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SocketRequests } from "./socket-requests.ts";

let sent: { id: number; op: string; input: unknown }[];
let live: boolean;
let requests: SocketRequests;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  live = true;
  requests = new SocketRequests((frame) => {
    if (live) sent.push(JSON.parse(frame));
    return live;
  });
});
afterEach(() => void vi.useRealTimers());

const ask = (options?: Parameters<typeof requests.request>[2]) => requests.request("accounts.me", {}, options);
const problem = {
  type: "urn:parley:error:rate_limited",
  title: "",
  status: 429,
  code: "rate_limited" as const,
  retryAfter: 3,
};

test("each request gets its own answer, in whatever order they come", async () => {
  const [one, two] = [ask(), ask()];
  expect(sent.map(({ op }) => op)).toEqual(["accounts.me", "accounts.me"]);
  requests.reply({ id: sent[1]?.id ?? 0, ok: "two" });
  requests.reply({ id: sent[0]?.id ?? 0, ok: "one" });
  expect(await Promise.all([one, two])).toEqual(["one", "two"]);
  expect(vi.getTimerCount()).toBe(0);
});

test("a refusal carries the server's code and how long to wait", async () => {
  const asked = ask();
  requests.reply({ id: sent[0]?.id ?? 0, error: problem });
  await expect(asked).rejects.toMatchObject({ code: "rate_limited", retry: "later", retryAfter: 3, problem });
});

test("no answer in time is a timeout, and an answer after it harms nobody", async () => {
  const asked = ask({ timeoutMs: 1_000 });
  const refused = expect(asked).rejects.toMatchObject({ code: "timeout", retry: "later" });
  await vi.advanceTimersByTimeAsync(1_000);
  await refused;
  requests.reply({ id: sent[0]?.id ?? 0, ok: "late" });
});

test("somebody who gives up gets nothing any more", async () => {
  const controller = new AbortController();
  const asked = ask({ signal: controller.signal });
  controller.abort();
  await expect(asked).rejects.toMatchObject({ code: "aborted" });
  await expect(ask({ signal: controller.signal })).rejects.toMatchObject({ code: "aborted" });
  expect(sent).toHaveLength(1);
});

test("what is unanswered when the socket breaks is lost, all of it", async () => {
  const asked = [ask(), ask()];
  requests.failAll("connection_lost");
  for (const each of asked) await expect(each).rejects.toMatchObject({ code: "connection_lost" });
});

test("without a socket nothing is sent", async () => {
  live = false;
  await expect(ask()).rejects.toMatchObject({ code: "offline" });
});

test("no more requests wait than the server takes", async () => {
  const asked = Array.from({ length: limits.requestsInFlightMax }, () => ask());
  await expect(ask()).rejects.toMatchObject({ code: "queue_full" });
  requests.reply({ id: sent[0]?.id ?? 0, ok: null });
  await asked[0];
  void ask();
  expect(sent).toHaveLength(limits.requestsInFlightMax + 1);
});

test("a frame that would end the socket is not sent, counted in bytes", async () => {
  requests.setFrameBytesMax(1_000);
  const room = "0199a1f2-0000-7000-8000-000000000001";
  const write = (body: string) => requests.request("messages.send", { roomId: room, clientId: room, body });
  void write("a".repeat(700));
  expect(sent).toHaveLength(1);
  await expect(write("語".repeat(320))).rejects.toMatchObject({ code: "payload_too_large", retry: "never" });
  void write("語".repeat(250));
  expect(sent).toHaveLength(2);
});

test("an error that belongs to no request is left alone", () => {
  requests.reply({ id: null, error: problem });
});
