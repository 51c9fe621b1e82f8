import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** What the network does to bytes. Order within a connection is kept, as TCP keeps it. */
export interface Weather {
  delayMs: number;
  /** Up to this much more, differently for each chunk. */
  jitterMs: number;
  /** Bytes of this direction vanish, and neither side is told: a half-open link. */
  swallow: { toServer: boolean; toClient: boolean };
  /** New connections are closed at once. */
  refuse: boolean;
}

/** Waiting bytes of one direction above which nothing more is read. */
const waitingMax = 1024 * 1024;

const fair = (): Weather => ({ delayMs: 0, jitterMs: 0, swallow: { toServer: false, toClient: false }, refuse: false });

/** A TCP proxy in front of a server that does what networks do. */
export class FaultyProxy {
  weather: Weather = fair();
  /** Connections that the server has ended while the client's side was still open. */
  endedByServer = 0;
  readonly #server: Server;
  readonly #links = new Set<Link>();
  readonly #random: () => number;

  private constructor(server: Server, random: () => number) {
    this.#server = server;
    this.#random = random;
  }

  static async listen(targetPort: number, random: () => number = Math.random): Promise<FaultyProxy> {
    const server = createServer({ allowHalfOpen: true });
    const proxy = new FaultyProxy(server, random);
    server.on("connection", (client) => proxy.#accept(client, targetPort));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get connections(): number {
    return this.#links.size;
  }

  clearUp(): void {
    this.weather = fair();
  }

  /** Resets all connections. */
  cut(): void {
    for (const link of [...this.#links]) link.cut();
  }

  /** Lets so many more bytes through to the client on each connection, most likely half a frame, then resets it. */
  cutAfter(bytes: number): void {
    for (const link of [...this.#links]) link.cutAfter(bytes);
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #accept(client: Socket, targetPort: number): void {
    if (this.weather.refuse) return void client.resetAndDestroy();
    const link = new Link(client, connect({ port: targetPort, host: "127.0.0.1", allowHalfOpen: true }), {
      weather: () => this.weather,
      random: this.#random,
      endedByServer: () => this.endedByServer++,
      over: () => this.#links.delete(link),
    });
    this.#links.add(link);
  }
}

interface Surroundings {
  weather(): Weather;
  random(): number;
  endedByServer(): void;
  over(): void;
}

/** One connection through the proxy. */
class Link {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #toClient: Direction;

  constructor(client: Socket, server: Socket, surroundings: Surroundings) {
    this.#client = client;
    this.#server = server;
    for (const socket of [client, server]) socket.setNoDelay(true);
    new Direction(client, server, surroundings, "toServer");
    this.#toClient = new Direction(server, client, surroundings, "toClient");
    server.once("end", () => surroundings.endedByServer());
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on("error", () => {});
      one.once("close", () => {
        if (other.closed) surroundings.over();
        // What a half-open link loses is also that the other side went.
        const { swallow } = surroundings.weather();
        if (!swallow.toClient && !swallow.toServer) other.resetAndDestroy();
      });
    }
  }

  cut(): void {
    this.#client.resetAndDestroy();
    this.#server.resetAndDestroy();
  }

  cutAfter(bytes: number): void {
    this.#toClient.cutAfter(bytes, () => this.cut());
  }
}

class Direction {
  readonly #source: Socket;
  readonly #sink: Socket;
  readonly #waiting: { readonly bytes: Buffer; readonly due: number }[] = [];
  #waitingBytes = 0;
  #lastDue = 0;
  #timer: NodeJS.Timeout | null = null;
  #left = Infinity;
  #whenUsedUp = (): void => {};

  constructor(source: Socket, sink: Socket, surroundings: Surroundings, name: "toServer" | "toClient") {
    this.#source = source;
    this.#sink = sink;
    const swallowing = (): boolean => surroundings.weather().swallow[name];
    source.on("data", (bytes) => {
      if (swallowing()) return;
      const { delayMs, jitterMs } = surroundings.weather();
      this.#take(bytes, delayMs + surroundings.random() * jitterMs);
    });
    source.once("end", () => {
      if (!swallowing()) this.#take(Buffer.alloc(0), 0);
    });
    sink.on("drain", () => source.resume());
  }

  cutAfter(bytes: number, cut: () => void): void {
    this.#left = bytes;
    this.#whenUsedUp = cut;
  }

  #take(bytes: Buffer, delayMs: number): void {
    this.#lastDue = Math.max(this.#lastDue, performance.now() + delayMs);
    this.#waiting.push({ bytes, due: this.#lastDue });
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes > waitingMax) this.#source.pause();
    this.#pass();
  }

  #pass(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const early = next.due - performance.now();
      if (early > 0) {
        this.#timer = setTimeout(() => this.#pass(), early);
        return;
      }
      this.#waiting.shift();
      this.#waitingBytes -= next.bytes.length;
      this.#write(next.bytes);
    }
    if (this.#sink.writableLength <= waitingMax) this.#source.resume();
  }

  #write(bytes: Buffer): void {
    if (this.#sink.destroyed) return;
    // An empty chunk stands for the end of the stream.
    if (bytes.length === 0) return void this.#sink.end();
    const passed = bytes.length > this.#left ? bytes.subarray(0, this.#left) : bytes;
    this.#left -= passed.length;
    this.#sink.write(passed);
    if (this.#sink.writableLength > waitingMax) this.#source.pause();
    if (this.#left <= 0) this.#sink.end(this.#whenUsedUp);
  }
}
