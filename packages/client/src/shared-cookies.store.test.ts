import { startTestServer, type TestServer } from "@parley/server/testing";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Client } from "./client.ts";
import { createClient } from "./create-client.ts";
import { bodies } from "./person-for-tests.ts";
import { until } from "./until-for-tests.ts";
import { randomUuid } from "./uuid.ts";

let server: TestServer;
const clients: Client[] = [];
const password = "correct horse battery staple";

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
afterEach(() => {
  for (const client of clients.splice(0)) client.stop();
});

/** A browser: its pages share its cookies. */
class Browser {
  readonly #cookies = new Map<string, string>();

  /** A page, and a switch for its network. */
  page() {
    const network = { down: false };
    const sockets = new Set<WebSocket>();
    const headers = () => ({ cookie: this.#header(), origin: server.url });
    const client = createClient({
      url: server.url,
      keep: "cookie",
      fetch: async (input, init) => {
        if (network.down) throw new TypeError("no network");
        const response = await fetch(input, { ...init, headers: { ...(init?.headers as object), ...headers() } });
        for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
        return response;
      },
      WebSocket: class extends WebSocket {
        constructor(url: string | URL) {
          // Node's own can do what a browser does by itself.
          super(network.down ? "ws://127.0.0.1:1" : url, { headers: headers() } as unknown as string[]);
          sockets.add(this);
        }
      },
    });
    clients.push(client);
    const cut = () => {
      network.down = true;
      for (const socket of sockets) socket.close();
    };
    return { client, network, cut };
  }

  #header(): string {
    return Array.from(this.#cookies, ([name, value]) => `${name}=${value}`).join("; ");
  }

  #keep(cookie: string): void {
    const [pair = "", ...rest] = cookie.split(";");
    const [name = "", value = ""] = pair.split("=");
    const ends = rest.some((part) => /expires=thu, 01 jan 1970/i.test(part));
    if (ends) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

const account = (name: string) => {
  const username = `${name}.${randomUuid().slice(0, 8)}`;
  return { username, email: `${username}@example.org`, password };
};
const isLive = (client: Client) => until(client.connection, ({ name }) => name === "live");

test("a page that is loaded again is still signed in", async () => {
  const browser = new Browser();
  const ada = account("ada");
  const before = browser.page();
  await before.client.auth.signUp(ada);
  await isLive(before.client);
  before.client.stop();
  const { client } = browser.page();
  await client.start();
  expect(client.account.get()).toMatchObject({ user: { username: ada.username }, email: ada.email });
  await isLive(client);
});

test("a browser that was never signed in has nobody", async () => {
  const { client } = new Browser().page();
  await client.start();
  expect(client.account.get()).toBe(null);
  expect(client.connection.get().name).toBe("signed_out");
});

test("signing out on one page signs out the other", async () => {
  const browser = new Browser();
  const [one, other] = [browser.page(), browser.page()];
  await one.client.auth.signUp(account("ada"));
  await other.client.start();
  await isLive(other.client);
  await one.client.auth.signOut();
  await until(other.client.account, (known) => known === null);
  expect(other.client.connection.get().name).toBe("signed_out");
});

test("what Ada wrote without a network is not sent as Bo, who signed in on another page meanwhile", async () => {
  const browser = new Browser();
  const [adas, bos] = [browser.page(), browser.page()];
  const [ada, bo] = [account("ada"), account("bo")];
  await bos.client.auth.signUp(bo);
  const { room } = await bos.client.rooms.create({ name: `Both ${bo.username}`, visibility: "public" });
  await adas.client.auth.signUp(ada);
  await isLive(adas.client);
  await adas.client.rooms.join(room.id);
  const timeline = adas.client.timeline(room.id);
  timeline.open();
  await until(timeline, ({ status }) => status === "ready");

  adas.cut();
  await until(adas.client.connection, ({ name }) => name === "waiting");
  timeline.send("Ada's secret");
  await bos.client.auth.signIn({ login: bo.username, password });
  adas.network.down = false;
  await until(adas.client.account, (known) => known?.user.username === bo.username, 15_000);
  await isLive(adas.client);
  expect(timeline.get()).toMatchObject({ status: "gone", items: [] });
  const bosView = adas.client.timeline(room.id);
  bosView.open();
  await until(bosView, ({ status }) => status === "ready");
  expect(bodies(bosView.get().items)).toEqual([]);

  await adas.client.auth.signIn({ login: ada.username, password });
  const again = adas.client.timeline(room.id);
  again.open();
  const { items } = await until(again, (state) => bodies(state.items).includes("Ada's secret"));
  expect(items.at(-1)).toMatchObject({ event: { sender: { username: ada.username } } });
});
