import { STATUS_CODES } from "node:http";
import type { Problem } from "@parley/protocol";
import type { FastifyError, FastifyReply } from "fastify";
import { AppError, toProblem } from "../../kernel/app-error.ts";

/** What Fastify itself refuses, in the contract's words. */
export function toAppError(thrown: unknown): AppError | null {
  if (thrown instanceof AppError) return thrown;
  const { statusCode = 500, code = "" } = thrown as Partial<FastifyError>;
  if (!code.startsWith("FST_ERR_")) return null;
  if (statusCode === 413) return new AppError("payload_too_large");
  if (statusCode === 415) return new AppError("unsupported_media_type");
  if (statusCode === 414) return new AppError("not_found");
  if (statusCode >= 400 && statusCode < 500) return new AppError("malformed", { cause: thrown });
  return null;
}

export function sendProblem(reply: FastifyReply, error: AppError | null, requestId: string): void {
  const problem = toProblem(error, requestId);
  if (problem.status === 401) reply.header("www-authenticate", 'Bearer realm="parley"');
  if (problem.retryAfter !== undefined) reply.header("retry-after", String(Math.max(1, Math.ceil(problem.retryAfter))));
  reply.code(problem.status).header("content-type", "application/problem+json").header("cache-control", "no-store");
  reply.send(JSON.stringify(problem));
}

/** An answer for bytes that never became a request: written to the bare socket, which is then closed. */
export function rawProblem(code: Problem["code"], requestId: string): string {
  const body = JSON.stringify(toProblem(new AppError(code), requestId));
  const { status } = toProblem(new AppError(code));
  return (
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`
  );
}
