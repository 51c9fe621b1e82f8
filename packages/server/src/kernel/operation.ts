import type { OperationInput, OperationName, OperationOutput, Operations, User } from "@parley/protocol";
import type { LiveConnection } from "./live-connection.ts";
import type { BudgetState } from "./rate-budget.ts";

/** Who is asking, as the session says. */
export interface Caller {
  readonly sessionId: string;
  readonly user: User;
}

/** Where an answer over HTTP may keep the session. Absent on sockets. */
export interface SessionCookies {
  readonly refreshToken: string | undefined;
  set(grant: {
    accessToken: string;
    accessTokenExpiresAt: Date;
    refreshToken: string;
    refreshTokenExpiresAt: Date;
  }): void;
  clear(): void;
}

export interface RequestContext {
  readonly requestId: string;
  /** Network address of the client, a trusted proxy's word taken into account. */
  readonly address: string;
  /** What the client calls itself; hostile text, at most 200 characters. */
  readonly client: string;
  readonly caller: Caller | null;
  readonly cookies?: SessionCookies;
  /** Called with what is left of the caller's rate budget once the request is paid for. Where answers have headers for it. */
  readonly tellBudget?: (state: BudgetState) => void;
  /** The socket that the request came on. */
  readonly live?: LiveConnection;
}

export interface CallerContext extends RequestContext {
  readonly caller: Caller;
}

type ContextFor<N extends OperationName> = Operations[N]["auth"] extends "session" ? CallerContext : RequestContext;

/** An operation of the contract together with the code that does it. Transports check auth, input and budget first. */
export interface BoundOperation<N extends OperationName = OperationName> {
  readonly name: N;
  readonly handle: (input: OperationInput<N>, context: ContextFor<N>) => Promise<OperationOutput<N>>;
}

/** As transports see it: name and a function over what they have checked. */
export interface AnyBoundOperation {
  readonly name: OperationName;
  readonly handle: (input: never, context: never) => Promise<unknown>;
}

export function bind<N extends OperationName>(name: N, handle: BoundOperation<N>["handle"]): BoundOperation<N> {
  return { name, handle };
}
