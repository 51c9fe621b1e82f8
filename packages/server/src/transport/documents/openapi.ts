import { apiPrefix, errorKinds, errorsOf, operations, Problem, type ErrorCode, type Operation } from "@parley/protocol";
import { createSchemaComponents, type JsonSchema, type SchemaComponents } from "./schema-components.ts";

const headers = {
  "X-Request-Id": {
    description: "The server's id of this request, also in its log.",
    schema: { type: "string", format: "uuid" },
  },
  "X-RateLimit-Limit": { description: "Units that may be used at once.", schema: { type: "integer" } },
  "X-RateLimit-Remaining": { description: "Units that are left now.", schema: { type: "integer" } },
  "X-RateLimit-Reset": { description: "Seconds until all units are there again.", schema: { type: "integer" } },
  "Retry-After": { description: "Seconds to wait before another try.", schema: { type: "integer" } },
};

const headerRef = (name: keyof typeof headers): [string, JsonSchema] => [
  name,
  { $ref: `#/components/headers/${name}` },
];
const everyAnswer = Object.fromEntries(
  (["X-Request-Id", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"] as const).map(headerRef),
);

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  description:
    "A UUID chosen by the client, instead of `clientId` in the body. The same request again has no second effect.",
  schema: { type: "string", format: "uuid" },
};

const securitySchemes = {
  bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "An access token of `auth.signIn`." },
  cookie: {
    type: "apiKey",
    in: "cookie",
    name: "parley",
    description:
      "Set by `auth.signIn` with `keep: cookie`; on TLS its name is `__Host-parley`. With cookies, every request that " +
      "changes something needs the header `X-Parley-Request: 1` and must come from an accepted origin.",
  },
};

/** The HTTP half of the contract as an OpenAPI 3.1 document. */
export function openApiDocument(version: string): JsonSchema {
  const components = createSchemaComponents();
  components.place(Problem);
  const paths: Record<string, JsonSchema> = {};
  for (const [name, declared] of Object.entries<Operation>(operations)) {
    if (declared.only === "socket") continue;
    const path = (paths[apiPrefix + declared.path] ??= {});
    path[declared.method.toLowerCase()] = describe(name, declared, components);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Parley",
      version,
      license: { name: "MIT", identifier: "MIT" },
      description:
        "Rooms, messages and accounts over HTTP. The same operations answer on the WebSocket `/ws`: see `/asyncapi.json`.",
    },
    servers: [{ url: "/" }],
    tags: [...new Set(Object.keys(operations).map(tagOf))].map((name) => ({ name })),
    paths,
    components: { schemas: components.all(), securitySchemes, headers },
  };
}

const tagOf = (name: string): string => name.split(".", 1)[0]!;

function describe(name: string, declared: Operation, components: SchemaComponents): JsonSchema {
  const { properties, required = [] } = components.place(declared.input) as unknown as {
    properties: Record<string, JsonSchema>;
    required?: string[];
  };
  const inPath = [...declared.path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter!);
  const others = Object.keys(properties).filter((property) => !inPath.includes(property));
  const hasQuery = declared.method === "GET" || declared.method === "DELETE";
  const parameters = [
    ...inPath.map((parameter) => ({ name: parameter, in: "path", required: true, schema: properties[parameter] })),
    ...(hasQuery ? others : []).map((parameter) => ({
      name: parameter,
      in: "query",
      required: required.includes(parameter),
      schema: properties[parameter],
    })),
    ...("clientId" in properties ? [idempotencyKey] : []),
  ];
  return {
    operationId: name,
    tags: [tagOf(name)],
    summary: declared.summary,
    description: [declared.description, `Costs ${declared.cost} of the rate budget.`].filter(Boolean).join("\n\n"),
    ...(declared.auth === "session" ? { security: [{ bearer: [] }, { cookie: [] }] } : { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(!hasQuery && { requestBody: bodyOf(properties, required, others) }),
    responses: responsesOf(declared, components),
  };
}

function bodyOf(properties: Record<string, JsonSchema>, required: string[], names: string[]): JsonSchema {
  // The header may carry it, so a body without it is right too.
  const needed = names.filter((name) => required.includes(name) && name !== "clientId");
  const schema = {
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name, properties[name]])),
    ...(needed.length > 0 && { required: needed }),
    additionalProperties: false,
  };
  return { required: needed.length > 0, content: { "application/json": { schema } } };
}

function responsesOf(declared: Operation, components: SchemaComponents): JsonSchema {
  const success = {
    description: { 200: "Done.", 201: "Created.", 204: "Done; there is nothing to tell." }[declared.status],
    headers: everyAnswer,
    ...(declared.status !== 204 && { content: { "application/json": { schema: components.place(declared.output) } } }),
  };
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorsOf(declared, "http")) {
    const { status } = errorKinds[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const failures = [...byStatus].map(([status, codes]) => [status, problemResponse(status, codes)]);
  return { [declared.status]: success, ...Object.fromEntries(failures) };
}

function problemResponse(status: number, codes: readonly ErrorCode[]): JsonSchema {
  const waits = status === 429 || status === 503;
  return {
    description: codes.map((code) => `\`${code}\`: ${errorKinds[code].title}`).join("\n\n"),
    headers: { ...everyAnswer, ...(waits && Object.fromEntries([headerRef("Retry-After")])) },
    content: {
      "application/problem+json": {
        schema: { allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: { code: { enum: codes } } }] },
      },
    },
  };
}
