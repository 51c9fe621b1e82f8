import { fork, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";

/** The core of what is tested, a server with its database, and the one of what only serves to measure it. */
export const cores = { server: 0, load: 1 } as const;

export interface ChildOptions {
  readonly args?: readonly string[];
  readonly core?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly execArgv?: readonly string[];
  /** File descriptors for stdout and stderr; by default both go where the bench's own go. */
  readonly output?: number;
}

/** A Node process that the bench started, answers calls, and is gone when the bench is done with it. */
export class Child {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  readonly #exited: Promise<number | null>;
  #calls = 0;

  constructor(module: URL, options: ChildOptions = {}) {
    const pinned = options.core !== undefined && canPin();
    this.#process = fork(module, options.args ?? [], {
      execPath: pinned ? "taskset" : process.execPath,
      execArgv: [...(pinned ? ["-c", String(options.core), process.execPath] : []), ...(options.execArgv ?? [])],
      env: { ...process.env, ...options.env },
      serialization: "advanced",
      stdio: ["ignore", options.output ?? 2, options.output ?? 2, "ipc"],
    });
    this.#process.on("message", (message) => this.#answered(message as Answer));
    this.#exited = new Promise((resolve) => {
      this.#process.once("exit", (code, signal) => {
        for (const { reject } of this.#waiting.values())
          reject(new Error(`${module.pathname} ended (${signal ?? code})`));
        this.#waiting.clear();
        resolve(code);
      });
    });
  }

  get pid(): number {
    const { pid } = this.#process;
    if (pid === undefined) throw new Error("The process did not start");
    return pid;
  }

  get running(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  call<T>(name: string, input?: unknown, timeoutMs = 120_000): Promise<T> {
    const id = ++this.#calls;
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new Error(`${name} took longer than ${timeoutMs} ms`));
      }, timeoutMs);
      const settled =
        <V>(then: (value: V) => void) =>
        (value: V) => {
          clearTimeout(timer);
          then(value);
        };
      this.#waiting.set(id, { resolve: settled(resolve as (value: unknown) => void), reject: settled(reject) });
      if (!this.running) this.#waiting.get(id)!.reject(new Error("The process has ended"));
      else this.#process.send({ id, name, input });
    });
  }

  #answered(message: Answer): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if ("error" in message) waiting?.reject(new Error(message.error));
    else waiting?.resolve(message.value);
  }

  /** Asks it to stop, and ends it when it has not after `graceMs`. Resolves with its exit code. */
  async stop(graceMs = 12_000): Promise<number | null> {
    if (!this.running) return this.#exited;
    this.#process.kill("SIGTERM");
    const timer = setTimeout(() => this.#process.kill("SIGKILL"), graceMs);
    const code = await this.#exited;
    clearTimeout(timer);
    return code;
  }
}

interface Call {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}
type Answer = { id: number; value: unknown } | { id: number; error: string };

/** The child's side of `Child.call`. */
export function answer(
  handlers: Readonly<Record<string, (input: never) => unknown>>,
  onOrphaned: () => void = () => process.exit(0),
): void {
  process.on("message", (call: Call) => {
    void (async () => {
      try {
        const handler = handlers[call.name];
        if (!handler) throw new Error(`Nothing answers to ${call.name}`);
        process.send?.({ id: call.id, value: await handler(call.input as never) } satisfies Answer);
      } catch (error) {
        process.send?.({ id: call.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      }
    })();
  });
  // The bench is gone: nobody is left to end this process.
  process.once("disconnect", onOrphaned);
}

let pinning: boolean | undefined;

/** Pinning keeps the load off the server's core; `BENCH_PIN=0` leaves it to the kernel. */
function canPin(): boolean {
  pinning ??= process.env.BENCH_PIN !== "0" && existsSync("/usr/bin/taskset");
  return pinning;
}
