import { operations } from "@parley/protocol";
import { expect, test, vi } from "vitest";
import { addressOf, createHttp } from "./http.ts";

const room = "0199a1f2-0000-7000-8000-000000000001";
const answers = (make: () => Response | Promise<Response>) => {
  const fetch = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(async () => make());
  return {
    fetch,
    http: createHttp({ origin: "https://chat.example.org", fetch: fetch as unknown as typeof globalThis.fetch }),
  };
};
const json = (body: unknown, init?: ResponseInit) => new Response(JSON.stringify(body), init);

test("names in the path come out of the input; the rest is the query of a GET", () => {
  const address = addressOf(operations["messages.history"], { roomId: room, before: 50, limit: undefined });
  expect(address).toEqual({ path: `/rooms/${room}/history?before=50`, body: undefined });
  expect(addressOf(operations["rooms.list"], { query: "a&b c" }).path).toBe("/rooms?query=a%26b+c");
});

test("and the body of everything else", () => {
  const address = addressOf(operations["rooms.markRead"], { roomId: room, seq: 7 });
  expect(address).toEqual({ path: `/rooms/${room}/read`, body: '{"seq":7}' });
  expect(addressOf(operations["auth.signOut"], {}).body).toBe("{}");
});

test("an id cannot lead out of its place in the path", () => {
  expect(addressOf(operations["rooms.get"], { roomId: "../me" }).path).toBe("/rooms/..%2Fme");
});

test("a request shows that it comes from a script of this site, and brings the token if there is one", async () => {
  const { fetch, http } = answers(() => json({}));
  await http("accounts.me", {}, { token: "secret" });
  const headers = expect.objectContaining({ "X-Parley-Request": "1", Authorization: "Bearer secret" });
  const init = expect.objectContaining({ method: "GET", credentials: "same-origin", headers });
  expect(fetch).toHaveBeenCalledWith("https://chat.example.org/api/v1/me", init);
});

test("nothing to tell is null", async () => {
  const { http } = answers(() => new Response(null, { status: 204 }));
  expect(await http("auth.signOut", {})).toBe(null);
});

test("a refusal carries the server's words", async () => {
  const problem = { type: "", title: "", status: 409, code: "username_taken", detail: "ada is taken." };
  const { http } = answers(() => json(problem, { status: 409 }));
  const refused = http("accounts.me", {});
  await expect(refused).rejects.toMatchObject({
    code: "username_taken",
    retry: "never",
    message: "ada is taken.",
    problem,
  });
});

test("a proxy's page is told by its status, with its wait", async () => {
  const page = () => new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "Retry-After": "7" } });
  await expect(answers(page).http("accounts.me", {})).rejects.toMatchObject({ code: "unavailable", retryAfter: 7 });
});

test("a page where an answer was due is no answer", async () => {
  const captive = answers(() => new Response("<h1>Log in to the Wi-Fi</h1>"));
  await expect(captive.http("accounts.me", {})).rejects.toMatchObject({ code: "unavailable", retry: "later" });
});

test("a code that is newer than this SDK is taken by its status", async () => {
  const { http } = answers(() => json({ code: "quota_exceeded", status: 403 }, { status: 403 }));
  await expect(http("accounts.me", {})).rejects.toMatchObject({ code: "forbidden", retry: "never" });
});

test("a server that cannot be reached is offline", async () => {
  const { http } = answers(() => Promise.reject(new TypeError("fetch failed")));
  await expect(http("accounts.me", {})).rejects.toMatchObject({ code: "offline", retry: "later" });
});

/** A server that takes the request and never answers. */
function silent() {
  const fetch = (_: unknown, init: RequestInit) =>
    new Promise<Response>((_, reject) =>
      init.signal?.addEventListener("abort", () => reject(new DOMException("", "AbortError"))),
    );
  return createHttp({ origin: "https://chat.example.org", fetch: fetch as typeof globalThis.fetch });
}

test("a silent server is a timeout, and giving up is giving up", async () => {
  await expect(silent()("accounts.me", {}, { timeoutMs: 10 })).rejects.toMatchObject({ code: "timeout" });
  const controller = new AbortController();
  const asked = silent()("accounts.me", {}, { signal: controller.signal });
  controller.abort();
  await expect(asked).rejects.toMatchObject({ code: "aborted" });
});
