import type { ClientOptions } from "./client-options.ts";
import type { Client } from "./client.ts";
import { createClient } from "./create-client.ts";
import type { Timeline, TimelineItem } from "./live/timeline-state.ts";
import { until } from "./until-for-tests.ts";
import { randomUuid } from "./uuid.ts";

/** The network of one client: its sockets can be cut, and kept from being made. */
export interface Network {
  down: boolean;
  cut(): void;
  readonly WebSocket: typeof WebSocket;
  readonly fetch: typeof fetch;
}

export function createNetwork(): Network {
  const sockets = new Set<WebSocket>();
  const network: Network = {
    down: false,
    cut() {
      for (const socket of sockets) socket.close();
    },
    WebSocket: class extends WebSocket {
      constructor(url: string | URL) {
        super(network.down ? "ws://127.0.0.1:1" : url);
        sockets.add(this);
        this.addEventListener("close", () => sockets.delete(this));
      }
    },
    fetch: (input, init) => (network.down ? Promise.reject(new TypeError("no network")) : fetch(input, init)),
  };
  return network;
}

export interface TestPerson {
  readonly client: Client;
  readonly network: Network;
  readonly username: string;
  readonly password: string;
}

/** Signs somebody new up, and waits until they are connected. */
export async function signedUp(url: string, name: string, options: ClientOptions = {}): Promise<TestPerson> {
  const network = createNetwork();
  const client = createClient({ url, WebSocket: network.WebSocket, fetch: network.fetch, ...options });
  const username = `${name}.${randomUuid().slice(0, 8)}`;
  const password = "correct horse battery staple";
  await client.auth.signUp({ username, email: `${username}@example.org`, password });
  await until(client.connection, ({ name }) => name === "live");
  return { client, network, username, password };
}

export function bodies(items: readonly TimelineItem[]): string[] {
  return items.flatMap((item) => {
    if (item.kind === "echo") return [`(${item.state}) ${item.body}`];
    return item.event.type === "message.created" ? [item.event.body] : [];
  });
}

/** Waits until the timeline shows just these messages. */
export async function shows(timeline: Timeline, expected: readonly string[], withinMs?: number): Promise<void> {
  await until(timeline, ({ items }) => JSON.stringify(bodies(items)) === JSON.stringify(expected), withinMs);
}
