import type { Static, TObject, TSchema } from "typebox";
import type { ErrorCode } from "./errors.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * Who may call an operation at all; finer rights are the server's business.
 * - `none`: anybody.  - `session`: a signed-in person.
 */
export type Auth = "none" | "session";

/**
 * One operation of Parley. HTTP route, socket request, OpenAPI, AsyncAPI and the SDK's method are made from it.
 *
 * Over HTTP the names in `{braces}` of the path, the query (for GET and DELETE) or the JSON body (else) together are
 * the input; on a socket the input is one object with all of them.
 */
export interface Operation<I extends TObject = TObject, O extends TSchema = TSchema, A extends Auth = Auth> {
  readonly method: Method;
  /** Below `/api/v1`, with `{name}` for parameters that are properties of the input. */
  readonly path: string;
  readonly auth: A;
  readonly summary: string;
  readonly description?: string;
  readonly input: I;
  readonly output: O;
  /** Status on success; 200 unless something is created (201) or there is nothing to tell (204, output is null). */
  readonly status: 200 | 201 | 204;
  /** What a call takes from the caller's rate budget; 1 is a cheap read. */
  readonly cost: number;
  /** Codes beyond those that every operation may answer with. */
  readonly errors: readonly ErrorCode[];
  /** `http` or `socket` where only that transport makes sense; both otherwise. */
  readonly only?: "http" | "socket";
}

export function operation<I extends TObject, O extends TSchema, A extends Auth>(
  declared: Operation<I, O, A>,
): Operation<I, O, A> {
  return declared;
}

export type Input<T extends Operation> = Static<T["input"]>;
export type Output<T extends Operation> = Static<T["output"]>;
