import {
  operations,
  type Operation,
  type OperationInput,
  type OperationName,
  type OperationOutput,
} from "@parley/protocol";
import type { Session } from "../auth/session.ts";
import { ParleyError, toParleyError } from "../errors.ts";
import type { CallOptions } from "./call-options.ts";
import type { Http } from "./http.ts";
import type { SocketRequests } from "./socket-requests.ts";

export type Call = <N extends OperationName>(
  name: N,
  input: OperationInput<N>,
  options?: CallOptions,
) => Promise<OperationOutput<N>>;

/**
 * Calls an operation where it can be called just now: over the socket while that is live, else over HTTP.
 *
 * An expired access token is renewed and the call repeated. A call whose answer was lost with the socket is repeated
 * over HTTP if doing it twice does no harm; else it rejects with `connection_lost`.
 */
export function createCaller(parts: {
  http: Http;
  requests: SocketRequests;
  session: Session;
  live: () => boolean;
}): Call {
  const { http, requests, session } = parts;

  async function overHttp<N extends OperationName>(name: N, input: OperationInput<N>, options: CallOptions) {
    try {
      return await http(name, input, { ...options, token: session.accessToken() });
    } catch (thrown) {
      const error = toParleyError(thrown);
      if (operations[name].auth === "none" || !session.mayRenewAfter(error)) throw error;
      await session.renew();
      return http(name, input, { ...options, token: session.accessToken() });
    }
  }

  return async (name, input, options = {}) => {
    const operation: Operation = operations[name];
    // Signing in and out sets cookies, which a socket cannot.
    const httpOnly = operation.auth === "none" || operation.only === "http" || name.startsWith("auth.");
    if (httpOnly || !parts.live()) {
      if (operation.only === "socket") throw new ParleyError("offline");
      return overHttp(name, input, options);
    }
    try {
      return await requests.request(name, input, options);
    } catch (thrown) {
      const error = toParleyError(thrown);
      if (operation.only === "socket" || !mayRepeat(error, name, input)) throw error;
      if (session.mayRenewAfter(error)) await session.renew();
      return overHttp(name, input, options);
    }
  };
}

function mayRepeat<N extends OperationName>(error: ParleyError, name: N, input: OperationInput<N>): boolean {
  // Neither was done: it was refused before, or never sent.
  if (error.retry === "renew" || error.code === "offline") return true;
  return error.code === "connection_lost" && harmlessTwice(operations[name], input);
}

/** Reading, setting a value, and creating with an id that the server knows again. */
function harmlessTwice({ method }: Operation, input: object): boolean {
  return method === "GET" || method === "PUT" || ("clientId" in input && input.clientId !== undefined);
}
