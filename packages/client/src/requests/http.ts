import {
  apiPrefix,
  operations,
  type Operation,
  type OperationInput,
  type OperationName,
  type OperationOutput,
} from "@parley/protocol";
import { ParleyError, refusal } from "../errors.ts";
import type { Surroundings } from "../surroundings.ts";
import type { CallOptions } from "./call-options.ts";

/** Long enough for a slow phone network, short enough that a person still waits. */
export const answerWithinMs = 15_000;

/** One operation over HTTP, once: no renewal, no second try. */
export type Http = <N extends OperationName>(
  name: N,
  input: OperationInput<N>,
  options?: CallOptions & { token?: string | undefined },
) => Promise<OperationOutput<N>>;

export function createHttp({ origin, fetch }: Pick<Surroundings, "origin" | "fetch">): Http {
  return async (name, input, options = {}) => {
    const { path, body } = addressOf(operations[name], input);
    const headers: Record<string, string> = { Accept: "application/json", "X-Parley-Request": "1" };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (options.token !== undefined) headers["Authorization"] = `Bearer ${options.token}`;
    const limit = timeLimit(options);
    try {
      const response = await fetch(origin + apiPrefix + path, {
        method: operations[name].method,
        headers,
        credentials: "same-origin",
        cache: "no-store",
        signal: limit.signal,
        ...(body === undefined ? {} : { body }),
      });
      return (await read(response)) as OperationOutput<typeof name>;
    } catch (thrown) {
      throw thrown instanceof ParleyError ? thrown : (limit.error() ?? new ParleyError("offline", { cause: thrown }));
    } finally {
      limit.clear();
    }
  };
}

/** Names in the path come out of the input; the rest is the query or the body. */
export function addressOf(operation: Operation, input: object): { path: string; body: string | undefined } {
  const rest = new Map<string, unknown>(Object.entries(input).filter(([, value]) => value !== undefined));
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest.get(name));
    rest.delete(name);
    return encodeURIComponent(value);
  });
  if (operation.method !== "GET" && operation.method !== "DELETE") {
    return { path, body: JSON.stringify(Object.fromEntries(rest)) };
  }
  const query = new URLSearchParams([...rest].map(([name, value]) => [name, String(value)])).toString();
  return { path: query === "" ? path : `${path}?${query}`, body: undefined };
}

async function read(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  const retryAfter = Number(response.headers.get("Retry-After") ?? Number.NaN);
  const said: unknown = await response.json().catch((cause: unknown) => {
    // A broken connection in the middle of the body; a proxy's HTML page is a SyntaxError instead.
    if (!(cause instanceof SyntaxError)) throw cause;
    return undefined;
  });
  if (response.ok && said !== undefined) return said;
  throw refusal(response.ok ? 502 : response.status, said, Number.isFinite(retryAfter) ? retryAfter : undefined);
}

function timeLimit({ signal, timeoutMs = answerWithinMs }: CallOptions) {
  const controller = new AbortController();
  let reason: "timeout" | "aborted" | undefined;
  const stop = (why: "timeout" | "aborted") => {
    reason ??= why;
    controller.abort();
  };
  const giveUp = () => stop("aborted");
  const timer = setTimeout(() => stop("timeout"), timeoutMs);
  if (signal?.aborted) giveUp();
  signal?.addEventListener("abort", giveUp);
  return {
    signal: controller.signal,
    error: () => (reason === undefined ? undefined : new ParleyError(reason)),
    clear() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", giveUp);
    },
  };
}
