import {
  errorsOf,
  events,
  HelloFrame,
  isErrorCode,
  operations,
  PongFrame,
  Problem,
  type ErrorCode,
  type OperationName,
} from "@parley/protocol";
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";

type Fits = (value: unknown) => boolean;

function fitting(schema: TSchema): Fits {
  const compiled = Compile(schema);
  return (value) => compiled.Check(value);
}

const isProblem = fitting(Problem);
const outputs = new Map(Object.entries(operations).map(([name, { output }]) => [name, fitting(output)]));
const frames = new Map<string, Fits>([
  ["hello", fitting(HelloFrame)],
  ["pong", fitting(PongFrame)],
  ...Object.entries(events).map(([name, { schema }]) => [name, fitting(schema)] as const),
]);

function breach(what: string, value: unknown): Error {
  return new Error(`the server broke its contract: ${what}: ${JSON.stringify(value)}`);
}

function expectProblem(value: unknown, allowed: readonly ErrorCode[] | null): void {
  const { code } = value as Problem;
  if (!isProblem(value) || !isErrorCode(code)) throw breach("an error that is no problem", value);
  if (allowed && !allowed.includes(code)) throw breach("an error that the operation does not declare", value);
}

/** Throws unless an answer over HTTP is what its operation declares: its status, its schema, its errors, their media type. */
export function expectDeclaredAnswer(name: OperationName, status: number, type: string | null, body: unknown): void {
  if (status >= 400) {
    if (!type?.startsWith("application/problem+json")) throw breach(`an error of ${name} as ${type}`, body);
    expectProblem(body, errorsOf(operations[name], "http"));
  } else if (status !== operations[name].status) throw breach(`${name} answered ${status}`, body);
  else if (!outputs.get(name)!(body)) throw breach(`${name} answered what its schema does not allow`, body);
}

/** Throws unless a frame is one that a server may send. What a reply holds is compared where the operation is known. */
export function expectServerFrame(frame: { type?: string; id?: number | null; ok?: unknown; error?: unknown }): void {
  if (frame.type !== undefined) {
    if (!frames.get(frame.type)?.(frame)) throw breach("a frame of no known kind", frame);
  } else if (frame.error !== undefined) expectProblem(frame.error, null);
  else if (typeof frame.id !== "number" || !("ok" in frame)) throw breach("a frame that is no reply", frame);
}
