import {
  AuthenticateFrame,
  closeKinds,
  errorsOf,
  events,
  HelloFrame,
  operations,
  PingFrame,
  PongFrame,
  Problem,
  type Operation,
} from "@parley/protocol";
import { createSchemaComponents, type JsonSchema, type SchemaComponents } from "./schema-components.ts";

interface Direction {
  readonly action: "send" | "receive";
  readonly summary: string;
  readonly reply?: string;
}

interface Drawn {
  readonly messages: Record<string, JsonSchema>;
  readonly operations: Record<string, JsonSchema>;
}

/** The socket half of the contract as an AsyncAPI 3.0 document, from the server's side: it receives requests. */
export function asyncApiDocument(version: string, publicUrl: URL): JsonSchema {
  const components = createSchemaComponents();
  const drawn: Drawn = { messages: {}, operations: {} };
  addFrames(drawn, components);
  addRequests(drawn, components);
  addEvents(drawn, components);
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Parley",
      version,
      license: { name: "MIT" },
      description:
        "Operations and events over one WebSocket. The same operations answer over HTTP: see `/openapi.json`.",
    },
    defaultContentType: "application/json",
    servers: {
      this: {
        host: publicUrl.host,
        protocol: publicUrl.protocol === "https:" ? "wss" : "ws",
        description: "This server.",
      },
    },
    channels: {
      socket: {
        address: "/ws",
        description: socketDescription(),
        messages: Object.fromEntries(
          Object.keys(drawn.messages).map((name) => [name, { $ref: `#/components/messages/${name}` }]),
        ),
        bindings: { ws: { method: "GET", query: ticketQuery, bindingVersion: "0.1.0" } },
      },
    },
    operations: drawn.operations,
    components: { messages: drawn.messages, schemas: components.all() },
  };
}

const ticketQuery = {
  type: "object",
  properties: {
    ticket: { type: "string", description: "From `auth.createTicket`: opens one socket, once, within a minute." },
  },
};

function socketDescription(): string {
  const codes = Object.entries(closeKinds).map(
    ([code, { reconnect, title }]) => `| ${code} | ${title} | ${reconnect} |`,
  );
  return [
    "JSON, one object in each text frame. A browser is known by its cookie (and its Origin is checked), others by a `ticket` " +
      "in the query or by `authenticate` as the first frame. `hello` says that the socket is ready.",
    "Requests carry an `id` and get exactly one reply with that id. Events carry a `type`; those of a room's timeline also " +
      "carry `room` and `seq` and come in order without a gap, once `sync.resume` has made the room live.",
    "Close codes, and what a client does after each. Any other code is a lost connection: resume.",
    ["| Code | Meaning | Then |", "|---|---|---|", ...codes].join("\n"),
    "`resume`: connect again after a backoff and resume. `authenticate`: renew the token or fetch a new ticket, then connect " +
      "again. `never`: somebody has to act first.",
  ].join("\n\n");
}

/** One operation with one message, and perhaps another as its reply. */
function draw(drawn: Drawn, name: string, payload: JsonSchema, direction: Direction): void {
  drawn.messages[name] = { name, summary: direction.summary, contentType: "application/json", payload };
  drawn.operations[name] = {
    action: direction.action,
    channel: { $ref: "#/channels/socket" },
    summary: direction.summary,
    messages: [{ $ref: `#/channels/socket/messages/${name}` }],
    ...(direction.reply !== undefined && {
      reply: {
        channel: { $ref: "#/channels/socket" },
        messages: [{ $ref: `#/channels/socket/messages/${direction.reply}` }],
      },
    }),
  };
}

function addFrames(drawn: Drawn, components: SchemaComponents): void {
  const frames = [
    ["authenticate", AuthenticateFrame, "receive", "First, unless a cookie or a ticket did it: who I am.", "hello"],
    ["ping", PingFrame, "receive", "Is anybody there? For clients that cannot see the protocol's own pings.", "pong"],
    ["hello", HelloFrame, "send", "The socket is authenticated; the figures in force."],
    ["pong", PongFrame, "send", "The answer to ping."],
  ] as const;
  for (const [name, schema, action, summary, reply] of frames) {
    draw(drawn, name, components.place(schema), { action, summary, ...(reply && { reply }) });
  }
}

function addRequests(drawn: Drawn, components: SchemaComponents): void {
  const problem = components.place(Problem);
  const id = {
    type: "integer",
    minimum: 0,
    description: "Chosen by the client, unique among its unanswered requests.",
  };
  for (const [name, declared] of Object.entries<Operation>(operations)) {
    if (declared.only === "http") continue;
    const input = components.place(declared.input);
    const isEmpty = Object.keys(declared.input.properties).length === 0;
    const request = {
      type: "object",
      required: ["id", "op", ...(isEmpty ? [] : ["input"])],
      properties: { id, op: { const: name }, input: { ...input, additionalProperties: false } },
      additionalProperties: false,
    };
    const error = { allOf: [problem, { properties: { code: { enum: errorsOf(declared, "socket") } } }] };
    const reply = {
      oneOf: [
        { type: "object", required: ["id", "ok"], properties: { id, ok: components.place(declared.output) } },
        { type: "object", required: ["id", "error"], properties: { id, error } },
      ],
    };
    const replyName = `${name}.reply`;
    drawn.messages[replyName] = {
      name: replyName,
      summary: `The answer to ${name}.`,
      contentType: "application/json",
      payload: reply,
    };
    draw(drawn, name, request, { action: "receive", summary: declared.summary, reply: replyName });
  }
}

const audiences = {
  room: "To members who have resumed the room.",
  passive: "To members who have not resumed the room.",
  user: "To all sockets of one person.",
  socket: "To one socket.",
};

function addEvents(drawn: Drawn, components: SchemaComponents): void {
  for (const [name, { schema, audience, durable }] of Object.entries(events)) {
    const keeping = durable ? "Takes a seq and is replayed." : "Kept nowhere; may be lost.";
    draw(drawn, name, components.place(schema), { action: "send", summary: `${audiences[audience]} ${keeping}` });
  }
}
