import { createRequire } from "node:module";
import { apiPrefix, errorKinds, events, operations, type Operation } from "@parley/protocol";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { asyncApiDocument } from "./asyncapi.ts";
import { openApiDocument } from "./openapi.ts";

const declared = Object.entries<Operation>(operations);
const openapi = openApiDocument("0.1.0");
const asyncapi = asyncApiDocument("0.1.0", new URL("https://chat.example.org"));

/** Every `$ref` of a document, to be looked up in it. */
function references(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => (key === "$ref" ? [value as string] : references(value)));
}

function lookUp(document: object, reference: string): unknown {
  const steps = reference
    .replace("#/", "")
    .split("/")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  return steps.reduce<unknown>((node, step) => (node as Record<string, unknown> | undefined)?.[step], document);
}

test("the OpenAPI document satisfies a public validator", async () => {
  const validator = new Validator();
  const result = await validator.validate(structuredClone(openapi));
  expect(result.errors).toBeUndefined();
  expect([result.valid, validator.version]).toEqual([true, "3.1"]);
  const broken = await new Validator().validate({ ...openapi, paths: { "/x": { get: { responses: 1 } } } });
  expect(broken.valid).toBe(false);
});

test("the AsyncAPI document satisfies the published schema of AsyncAPI 3.0", () => {
  const schema = createRequire(import.meta.url)("@asyncapi/specs/schemas/3.0.0-without-$id.json") as object;
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  validate(asyncapi);
  expect(validate.errors).toBeNull();
  expect(validate({ ...asyncapi, channels: { socket: { address: 1 } } })).toBe(false);
});

test("no reference in either document points nowhere", () => {
  for (const document of [openapi, asyncapi]) {
    const all = references(document);
    expect(all.length).toBeGreaterThan(30);
    for (const reference of all) expect([reference, typeof lookUp(document, reference)]).toEqual([reference, "object"]);
    expect(JSON.stringify(document)).not.toContain('"$id"');
  }
});

test("every operation over HTTP is in the OpenAPI document, with its success and all its errors", () => {
  const paths = openapi["paths"] as Record<string, Record<string, { operationId: string; responses: object }>>;
  for (const [name, operation] of declared.filter(([, { only }]) => only !== "socket")) {
    const described = paths[apiPrefix + operation.path]?.[operation.method.toLowerCase()];
    expect(described?.operationId).toBe(name);
    const statuses = Object.keys(described!.responses);
    expect(statuses).toContain(String(operation.status));
    for (const code of operation.errors) {
      expect(statuses).toContain(String(errorKinds[code].status));
      expect(JSON.stringify(described!.responses)).toContain(`"${code}"`);
    }
  }
  expect(JSON.stringify(paths)).not.toContain("sync.pause");
});

test("every operation and event of the socket is in the AsyncAPI document", () => {
  const described = asyncapi["operations"] as Record<string, { action: string; reply?: object }>;
  for (const [name] of declared.filter(([, { only }]) => only !== "http")) {
    expect(described[name]).toMatchObject({ action: "receive", reply: expect.anything() });
  }
  for (const name of Object.keys(events)) expect(described[name]?.action).toBe("send");
  for (const frame of ["authenticate", "hello", "ping", "pong"]) expect(described[frame]).toBeDefined();
});

test("the socket's description lists every close code and what to do after it", () => {
  const { description } = (asyncapi["channels"] as { socket: { description: string } }).socket;
  expect(description).toMatch(/\| 4008 \| .* \| resume \|/);
  expect(description).toMatch(/\| 4003 \| .* \| never \|/);
});

test("each schema of the documents is a schema that a validator of another make can compile", () => {
  for (const document of [openapi, asyncapi]) {
    const { schemas } = document["components"] as { schemas: Record<string, object> };
    for (const name of Object.keys(schemas)) {
      const ajv = new Ajv({ strict: false, validateFormats: false });
      expect(() => ajv.compile({ components: { schemas }, $ref: `#/components/schemas/${name}` })).not.toThrow();
    }
  }
});
