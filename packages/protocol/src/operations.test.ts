import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { describe, expect, test } from "vitest";
import { errorKinds, errorsOf, isOperationName, limits, operations, type Operation } from "./index.ts";

const declared = Object.entries<Operation>(operations);

interface Keywords {
  readonly type?: string;
  readonly anyOf?: Keywords[];
  readonly const?: unknown;
}

/** What a query can say: text, numbers, truth values and choices of text. */
function fitsQuery({ type, anyOf, const: only }: Keywords): boolean {
  if (anyOf) return anyOf.every(fitsQuery);
  return typeof only === "string" || ["string", "integer", "number", "boolean"].includes(type ?? "");
}

/** Every schema inside a schema, itself included. */
function schemasIn(node: unknown): TSchema[] {
  if (typeof node !== "object" || node === null) return [];
  return [node, ...Object.values(node).flatMap(schemasIn)];
}

describe.each(declared)("%s", (name, operation) => {
  const properties: Record<string, TSchema> = operation.input.properties;
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, parameter = ""]) => parameter);

  test("has a name and a path that read as what it does", () => {
    expect(name).toMatch(/^[a-z]+\.[a-z][A-Za-z]+$/);
    expect(operation.path).toMatch(/^(\/([a-z][a-z-]*|\{[a-zA-Z]+\}))+$/);
    expect(operation.summary).toMatch(/^[A-Z].*\.$/);
  });

  test("takes each parameter of its path as required text", () => {
    for (const parameter of inPath) {
      expect(operation.input.required).toContain(parameter);
      expect(properties[parameter]).toMatchObject({ type: "string" });
    }
  });

  test("can be asked over HTTP with what its method allows", () => {
    if (operation.method !== "GET" && operation.method !== "DELETE") return;
    for (const [property, schema] of Object.entries(properties))
      expect([property, fitsQuery(schema)]).toEqual([property, true]);
  });

  test("answers 204 exactly when there is nothing to tell", () => {
    expect(operation.status === 204).toBe((operation.output as Keywords).type === "null");
  });

  test("has schemas that compile, and bounds for every text and list that a stranger may send", () => {
    expect(() => [Compile(operation.input), Compile(operation.output)]).not.toThrow();
    for (const schema of schemasIn(operation.input) as {
      type?: string;
      maxLength?: number;
      maxItems?: number;
      format?: string;
      const?: unknown;
    }[]) {
      const isFree = schema.format === undefined && schema.const === undefined;
      if (schema.type === "string" && isFree) expect(schema.maxLength).toBeLessThanOrEqual(limits.frameBytesMax);
      if (schema.type === "array") expect(schema.maxItems).toBeLessThanOrEqual(limits.resumeRoomsMax);
    }
  });

  test("costs something, and declares each error once", () => {
    expect(operation.cost).toBeGreaterThan(0);
    expect(new Set(operation.errors).size).toBe(operation.errors.length);
  });
});

test("no two operations share a method and a path", () => {
  const routes = declared.map(([, { method, path }]) => `${method} ${path.replaceAll(/\{\w+\}/g, "{}")}`);
  expect(new Set(routes).size).toBe(routes.length);
});

test("a name that an object has by itself is no operation", () => {
  expect(isOperationName("rooms.create")).toBe(true);
  for (const name of ["toString", "__proto__", "constructor", "hasOwnProperty", ""])
    expect(isOperationName(name)).toBe(false);
});

test("schemas of one name are one schema", () => {
  const byName = new Map<string, string>();
  for (const schema of declared.flatMap(([, { input, output }]) => [...schemasIn(input), ...schemasIn(output)])) {
    const { $id } = schema as { $id?: string };
    if ($id === undefined) continue;
    const text = JSON.stringify(schema);
    expect(byName.get($id) ?? text).toBe(text);
    byName.set($id, text);
  }
  expect(byName.size).toBeGreaterThan(5);
});

test("what needs a session may say that there is none, and over HTTP more can go wrong than on a socket", () => {
  expect(errorsOf(operations["rooms.get"], "socket")).toEqual(
    expect.arrayContaining(["unauthenticated", "token_expired", "session_ended", "not_found"]),
  );
  expect(errorsOf(operations["server.info"], "http")).not.toContain("unauthenticated");
  expect(errorsOf(operations["server.info"], "http")).toContain("unsupported_media_type");
  expect(errorsOf(operations["server.info"], "socket")).not.toContain("unsupported_media_type");
});

test("every error code can come from somewhere", () => {
  const used = new Set(
    declared.flatMap(([, operation]) => [...errorsOf(operation, "http"), ...errorsOf(operation, "socket")]),
  );
  // Told of a request or a frame that never became an operation.
  const ofTransports = ["unknown_operation", "method_not_allowed", "already_authenticated", "invalid_ticket"];
  expect([...used, ...ofTransports].sort()).toEqual(expect.arrayContaining(Object.keys(errorKinds).sort()));
});

describe("no pattern can be made to take long", () => {
  const patterns = new Set(
    declared.flatMap(([, { input }]) =>
      schemasIn(input).flatMap((schema) => (schema as { pattern?: string }).pattern ?? []),
    ),
  );
  const ends = ["", "\u0000", "\n", " ", "@", "!", "\u202e"];
  const fills = ["a", " ", "A1", "a ", "@", ".", "\t", "\u3000", "0199a1f2-"];

  test.each([...patterns])("%s", (pattern) => {
    const expression = new RegExp(pattern, "u");
    const since = performance.now();
    for (const fill of fills)
      for (const end of ends) expression.test(fill.repeat(limits.frameBytesMax / fill.length) + end);
    expect(performance.now() - since).toBeLessThan(1_000);
  });
});
