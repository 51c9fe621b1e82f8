import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Caller } from "../../kernel/operation.ts";
import type { Authenticate } from "./gateway-parts.ts";

/** What the HTTP side knows of a request and the gateway needs. */
export interface HandshakeRules {
  /** Whether pages of this Origin may open sockets. */
  acceptsOrigin(origin: string, request: IncomingMessage): boolean;
  /** The access token in the session cookie, if there is one. */
  accessTokenOf(request: IncomingMessage): string | undefined;
  /** Network address of the client; a trusted proxy's word counts. */
  addressOf(request: IncomingMessage): string;
}

export interface Handshake {
  readonly address: string;
  readonly client: string;
  /** Null: the first frame has to bring it. */
  readonly credential: (() => Promise<Caller>) | null;
}

const clientMax = 200;

/** Refuses an upgrade over HTTP: no socket comes into being. */
export function refuseUpgrade(socket: Duplex, status: string, headers: readonly string[] = []): void {
  socket.once("error", () => socket.destroy());
  // Node leaves such a connection half open and without a time limit: a client that never hangs up would keep it for ever.
  socket.once("finish", () => socket.destroy());
  socket.end([`HTTP/1.1 ${status}`, "Connection: close", "Content-Length: 0", ...headers, "", ""].join("\r\n"));
}

/**
 * A page of a foreign origin could open a socket with the visitor's cookie, so an Origin must be an accepted one, and the
 * cookie counts only where there is an Origin: programs that send none have to bring a ticket or a token.
 * @returns null for a foreign origin
 */
export function readHandshake(
  request: IncomingMessage,
  rules: HandshakeRules,
  authenticate: Authenticate,
): Handshake | null {
  const { origin } = request.headers;
  if (origin !== undefined && !rules.acceptsOrigin(origin, request)) return null;
  const ticket = new URL(request.url ?? "/", "http://localhost").searchParams.get("ticket");
  const token = origin === undefined ? undefined : rules.accessTokenOf(request);
  let credential: Handshake["credential"] = null;
  if (ticket !== null) credential = () => authenticate.byTicket(ticket);
  else if (token !== undefined) credential = () => authenticate.byAccessToken(token);
  return {
    address: rules.addressOf(request),
    client: (request.headers["user-agent"] ?? "").slice(0, clientMax),
    credential,
  };
}
