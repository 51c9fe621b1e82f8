import { AppError } from "../../kernel/app-error.ts";
import type { CallerContext } from "../../kernel/operation.ts";
import { topics } from "../../kernel/topics.ts";
import type { AuthParts } from "./auth-parts.ts";
import type { EndReason } from "./session-store.ts";

export async function signOut(parts: AuthParts, context: CallerContext): Promise<void> {
  await end(parts, context, context.caller.sessionId, "signed_out");
  context.cookies?.clear();
}

export async function endSession(parts: AuthParts, sessionId: string, context: CallerContext): Promise<void> {
  const ended = await end(parts, context, sessionId, "ended_elsewhere");
  // Another person's session is as unknown as one that never was.
  if (!ended) throw new AppError("not_found");
}

async function end(
  parts: AuthParts,
  { caller }: CallerContext,
  sessionId: string,
  reason: EndReason,
): Promise<boolean> {
  const ended = await parts.sessions.endOwn(caller.user.id, sessionId, reason, new Date(parts.clock.now()));
  const tell = () => parts.bus.publish(topics.sessionsEnded, { sessionIds: [sessionId] });
  // Whoever ends their own session over a socket is answered before that socket closes. Over already is told as well: the
  // first try may have been carried out and its answer lost.
  if (sessionId === caller.sessionId) setImmediate(tell);
  else if (ended) tell();
  return ended;
}
