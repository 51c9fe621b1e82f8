import type { Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import fastifyCompress from "@fastify/compress";
import { limits } from "@parley/protocol";
import Fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import type { Config } from "../../config/config.ts";
import { AppError } from "../../kernel/app-error.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { OperationRunner } from "../../kernel/operation-runner.ts";
import { uuidv7 } from "../../kernel/uuid.ts";
import { logAccess, logFailure } from "./access-log.ts";
import { answerCors } from "./cors.ts";
import { addDocumentRoutes, type Documents } from "./document-routes.ts";
import { addHealthRoutes, type Readiness } from "./health-routes.ts";
import { rawProblem, sendProblem, toAppError } from "./http-error.ts";
import { addOperationRoutes, type Authenticate } from "./operation-routes.ts";
import { createOriginPolicy } from "./origin-policy.ts";
import { readJson } from "./read-json.ts";
import { createSecurityHeaders } from "./security-headers.ts";
import { createCookieJar } from "./session-cookies.ts";
import { isPagePath, pathOfRequest, refuseUnknownPath } from "./unknown-path.ts";
import { addWebApp } from "./web-app.ts";

export interface HttpTransportOptions {
  readonly config: Pick<Config, "host" | "port" | "publicUrl" | "allowedOrigins" | "trustedProxies">;
  readonly runner: OperationRunner;
  readonly authenticate: Authenticate;
  readonly readiness: () => Promise<Readiness>;
  /** Folder of the built web app; null serves none. */
  readonly webRoot: string | null;
  readonly documents: Documents;
  readonly logger: Logger;
}

export interface HttpTransport {
  readonly app: FastifyInstance;
  /** For the socket transport, which listens to its upgrades. */
  readonly server: Server;
  listen(): Promise<AddressInfo>;
  /** Takes no new connections, lets requests finish for so long, then ends what is left. Close sockets before. */
  close(graceMs: number): Promise<void>;
}

/** A client that sends its request slower than this holds a connection for nothing. */
const headersTimeoutMs = 10_000;
const requestTimeoutMs = 30_000;
/** A client that stops reading its answer keeps it in our memory. Nothing that we do is silent for so long. */
const stalledMs = 30_000;
const timeoutCheckMs = 2_000;
/** Longer than the minute of common proxies, so that it is never us who closes a connection the proxy just reused. */
const keepAliveTimeoutMs = 65_000;
const compressFromBytes = 1_024;

export async function createHttpTransport(options: HttpTransportOptions): Promise<HttpTransport> {
  const { config, webRoot } = options;
  const app = createApp(options);
  addBodyParser(app);
  addHooks(app, options);
  await app.register(fastifyCompress, {
    threshold: compressFromBytes,
    encodings: ["br", "gzip"],
    globalDecompression: false,
  });
  addHealthRoutes(app, options.readiness);
  addDocumentRoutes(app, options.documents);
  addOperationRoutes(app, {
    runner: options.runner,
    authenticate: options.authenticate,
    cookies: createCookieJar(config.publicUrl),
    origins: createOriginPolicy(config),
    publicUrl: config.publicUrl,
  });
  const sendPage = webRoot === null ? null : await addWebApp(app, webRoot, config.publicUrl);
  app.setNotFoundHandler((request, reply) => {
    if (sendPage && isPage(request, webRoot)) sendPage(reply);
    else sendProblem(reply, refuseUnknownPath(request, reply), request.id);
  });
  await app.ready();
  return { app, server: app.server, listen: () => listen(app, config), close: (graceMs) => close(app, graceMs) };
}

function createApp({ config }: HttpTransportOptions): FastifyInstance {
  const secure = createSecurityHeaders(config.publicUrl);
  return Fastify({
    logger: false,
    bodyLimit: limits.frameBytesMax,
    // Ids from outside could collide with others, or carry what breaks a log.
    requestIdHeader: false,
    genReqId: () => uuidv7(),
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    http: {
      headersTimeout: headersTimeoutMs,
      connectionsCheckingInterval: timeoutCheckMs,
      // Some clients offer HTTP/2 with every request; those are answered as if they had not.
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === "websocket",
    },
    requestTimeout: requestTimeoutMs,
    connectionTimeout: stalledMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    forceCloseConnections: "idle",
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => {
      secure(reply, request.id);
      sendProblem(reply, toAppError(error), request.id);
    },
    clientErrorHandler: refuseUnreadable,
  });
}

function addHooks(app: FastifyInstance, { config, logger, webRoot }: HttpTransportOptions): void {
  const secure = createSecurityHeaders(config.publicUrl);
  const origins = createOriginPolicy(config);
  app.decorateRequest("callerId", null);
  app.addHook("onRequest", (request, reply, done) => {
    secure(reply, request.id);
    if (answerCors(request, reply, origins)) return;
    // Before the body is read: what is not there is "not there", whatever was sent to it.
    if (request.is404 && !isPage(request, webRoot)) done(refuseUnknownPath(request, reply));
    else done();
  });
  app.addHook("onSend", (_request, reply, payload, done) => {
    // A kept-alive connection that finished its last request would hold up the closing until its time-out.
    if (!app.server.listening) reply.header("connection", "close");
    done(null, payload);
  });
  app.addHook("onResponse", (request, reply, done) => {
    logAccess(logger, request, reply);
    done();
  });
  app.setErrorHandler((thrown, request, reply) => {
    // A client that hangs up in the middle of its request is no failure of ours.
    const error = toAppError(thrown) ?? (thrown === request.raw.errored ? new AppError("malformed") : null);
    if (error === null || error.code === "internal") logFailure(logger, thrown, request);
    sendProblem(reply, error, request.id);
  });
}

function isPage(request: FastifyRequest, webRoot: string | null): boolean {
  return (
    webRoot !== null && (request.method === "GET" || request.method === "HEAD") && isPagePath(pathOfRequest(request))
  );
}

/** JSON and nothing else: a form of a foreign page can send text/plain and urlencoded without asking anybody. */
function addBodyParser(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    try {
      if (request.headers["content-encoding"] !== undefined) throw new AppError("unsupported_media_type");
      done(null, body.length === 0 ? undefined : readJson(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
}

function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const code = error.code === "HPE_HEADER_OVERFLOW" ? "payload_too_large" : "malformed";
  socket.end(rawProblem(code, uuidv7()), () => socket.destroy());
}

async function listen(app: FastifyInstance, config: { host: string; port: number }): Promise<AddressInfo> {
  await app.listen({ host: config.host, port: config.port });
  return app.server.address() as AddressInfo;
}

async function close(app: FastifyInstance, graceMs: number): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), graceMs);
  timer.unref();
  await app.close();
  clearTimeout(timer);
}
