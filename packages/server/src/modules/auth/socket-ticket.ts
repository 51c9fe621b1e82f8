import { createHash, randomBytes } from "node:crypto";
import { limits, type OperationOutput } from "@parley/protocol";
import { AppError } from "../../kernel/app-error.ts";
import type { CallerContext } from "../../kernel/operation.ts";
import type { AuthParts } from "./auth-parts.ts";

const hashOf = (ticket: string) => createHash("sha256").update(ticket).digest();

export async function createTicket(
  parts: AuthParts,
  context: CallerContext,
): Promise<OperationOutput<"auth.createTicket">> {
  const ticket = randomBytes(32).toString("base64url");
  const expiresAt = new Date(parts.clock.now() + limits.ticketSeconds * 1000);
  await parts.tickets.insert(hashOf(ticket), context.caller.sessionId, expiresAt);
  return { ticket, expiresAt: expiresAt.toISOString() };
}

/** Whose ticket it is; it works no second time. */
export async function takeTicket(parts: AuthParts, ticket: string): Promise<{ sessionId: string; userId: string }> {
  const taken = await parts.tickets.take(hashOf(ticket), new Date(parts.clock.now()));
  if (!taken) throw new AppError("invalid_ticket");
  return taken;
}
