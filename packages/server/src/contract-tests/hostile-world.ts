import { randomBytes } from "node:crypto";
import { request } from "node:http";
import { connect } from "node:net";
import { isErrorCode, Problem } from "@parley/protocol";
import { Check } from "typebox/value";
import { createLogger } from "../app/logger.ts";
import { signUp, startTestServer, type Person, type TestServer } from "../testing/index.ts";

/** A server, a person with a private room, and a stranger who will try things. All that is logged is kept. */
export interface World {
  readonly server: TestServer;
  readonly ada: Person;
  readonly mallory: Person;
  /** Ada's, private. */
  readonly room: string;
  /** Mallory's own. */
  readonly ownRoom: string;
  readonly log: string[];
  /** What the server signs its tokens with. */
  readonly secretKey: string;
  close(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const log: string[] = [];
  const logger = createLogger("debug", { write: (line) => void log.push(line) });
  const secretKey = randomBytes(32).toString("base64url");
  const server = await startTestServer({ logger, secretKey });
  const [ada, mallory] = await Promise.all([signUp(server, "ada"), signUp(server, "mallory")]);
  const rooms = [ada, mallory].map((person) => person.call("rooms.create", { name: "Mine", visibility: "private" }));
  const [room, ownRoom] = (await Promise.all(rooms)).map((own) => own.room.id);
  return { server, ada, mallory, room: room!, ownRoom: ownRoom!, log, secretKey, close: () => server.close() };
}

export interface Request {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Buffer | object;
  /** Sent in pieces, without a length. */
  readonly chunked?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
  /** Status, and the code of the problem; what is no proper problem document says so. */
  readonly summary: string;
}

export function summaryOf(status: number, type: string | undefined, text: string): string {
  if (status < 400) return String(status);
  if (!type?.startsWith("application/problem+json")) return `${status} without a problem document`;
  const problem: unknown = JSON.parse(text);
  const { code, status: told } = problem as Problem;
  if (!Check(Problem, problem) || !isErrorCode(code)) return `${status} with a broken problem document`;
  return told === status ? `${status} ${code}` : `${status} with a problem of ${told}`;
}

function send(url: string, { method = "GET", path, headers = {}, body, chunked }: Request): Promise<Answer> {
  const bytes =
    body === undefined ? null : Buffer.isBuffer(body) ? body : typeof body === "string" ? body : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, path, headers, agent: false }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      answer.on("end", () => {
        const status = answer.statusCode!;
        resolve({
          status,
          headers: answer.headers,
          text,
          summary: summaryOf(status, answer.headers["content-type"], text),
        });
      });
    });
    // A server that has answered may stop listening to the rest.
    asked.on("error", reject);
    if (bytes !== null && !chunked) asked.setHeader("content-length", Buffer.byteLength(bytes));
    asked.end(bytes ?? undefined);
  });
}

/** A request of Mallory with her token, in JSON, unless the headers say otherwise. An empty header is left out. */
export function ask({ server, mallory }: World, asked: Request): Promise<Answer> {
  const usual = {
    authorization: `Bearer ${mallory.accessToken}`,
    ...(asked.body !== undefined && { "content-type": "application/json" }),
  };
  const headers = Object.entries({ ...usual, ...asked.headers }).filter(([, value]) => value !== "");
  return send(server.url, { ...asked, headers: Object.fromEntries(headers) });
}

/** Says these bytes to the server and gives back all it says until it closes, or for as long as it is patient. */
export function sayBytes(world: World, bytes: string | Buffer, patienceMs = 3_000): Promise<string> {
  return new Promise((resolve) => {
    let heard = "";
    const socket = connect(Number(new URL(world.server.url).port), "127.0.0.1", () => socket.write(bytes));
    const timer = setTimeout(() => socket.destroy(), patienceMs);
    socket.on("data", (chunk) => (heard += chunk.toString("latin1")));
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(timer);
      resolve(heard);
    });
  });
}

/** Status and code of the first answer in raw text. */
export function summaryOfText(said: string): string {
  const heard = said.replace("HTTP/1.1 100 Continue\r\n\r\n", "");
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(heard) ?? [];
  if (status === undefined) return "closed without an answer";
  const [head = "", text = ""] = heard.split("\r\n\r\n", 2);
  const [, type] = /^content-type: (.*)$/im.exec(head) ?? [];
  return summaryOf(Number(status), type, text.slice(0, text.lastIndexOf("}") + 1));
}
