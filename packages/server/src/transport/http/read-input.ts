import type { Operation } from "@parley/protocol";
import { AppError } from "../../kernel/app-error.ts";

export interface HttpRequestParts {
  /** As sent, with the query. */
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  /** Undefined where none was sent. */
  readonly body: unknown;
  readonly idempotencyKey: string | undefined;
}

type Input = Record<string, unknown>;

function invalid(path: string, message: string): AppError {
  return new AppError("invalid_input", { errors: [{ path, message }] });
}

/** A query has only text; what the schema says is a number or a truth value becomes one, and what cannot stays refusable. */
function coerce(text: string, schema: { type?: unknown } | undefined): unknown {
  if (schema?.type === "integer" || schema?.type === "number")
    return /^-?\d{1,16}(\.\d+)?$/.test(text) ? Number(text) : text;
  if (schema?.type === "boolean") return text === "true" ? true : text === "false" ? false : text;
  return text;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch (cause) {
    throw new AppError("malformed", { detail: "The query is not valid percent-encoded UTF-8.", cause });
  }
}

function readQuery(url: string, operation: Operation): Input {
  // No prototype: a parameter called __proto__ is an unknown parameter and nothing else.
  const input: Input = Object.create(null) as Input;
  const start = url.indexOf("?");
  if (start === -1) return input;
  const properties: Record<string, { type?: unknown }> = operation.input.properties;
  for (const pair of url.slice(start + 1).split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = decode(equals === -1 ? pair : pair.slice(0, equals));
    if (name in input) throw invalid(`/${name}`, "must not be repeated");
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    input[name] = coerce(equals === -1 ? "" : decode(pair.slice(equals + 1)), schema);
  }
  return input;
}

function readBody(body: unknown): Input {
  if (body === undefined) return {};
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw invalid("", "must be object");
  return body as Input;
}

/** What must agree when it is said twice: a forged id in the body does not win over the path, nor silently lose. */
function place(input: Input, name: string, value: string, where: string): void {
  if (Object.hasOwn(input, name) && input[name] !== value) throw invalid(`/${name}`, `must not differ from ${where}`);
  input[name] = value;
}

/** The header may be written bare or, as the draft standard has it, in double quotes. */
function unquote(key: string): string {
  return /^"(.*)"$/.exec(key)?.[1] ?? key;
}

/** Path, query or body, and the `Idempotency-Key`, as the one input that the operation declares. The runner checks it. */
export function readInput(operation: Operation, request: HttpRequestParts): Input {
  const hasQuery = operation.method === "GET" || operation.method === "DELETE";
  if (hasQuery && request.body !== undefined) throw invalid("", `${operation.method} takes no body`);
  const query = readQuery(request.url, operation);
  const [unexpected] = hasQuery ? [] : Object.keys(query);
  if (unexpected !== undefined) throw invalid(`/${unexpected}`, "belongs into the body");
  const input = hasQuery ? query : readBody(request.body);
  for (const [name, value] of Object.entries(request.params)) place(input, name, value, "the path");
  if (request.idempotencyKey !== undefined && "clientId" in operation.input.properties) {
    place(input, "clientId", unquote(request.idempotencyKey), "the Idempotency-Key");
  }
  return input;
}
