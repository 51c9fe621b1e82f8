import { AppError } from "../../kernel/app-error.ts";
import { bind, type AnyBoundOperation } from "../../kernel/operation.ts";
import type { AuthParts } from "./auth-parts.ts";
import { endSession, signOut } from "./end-session.ts";
import { listSessions } from "./list-sessions.ts";
import { renewSession } from "./renew-session.ts";
import { signIn } from "./sign-in.ts";
import { signUp } from "./sign-up.ts";
import { createTicket } from "./socket-ticket.ts";

export function authOperations(parts: AuthParts): readonly AnyBoundOperation[] {
  return [
    bind("auth.signUp", (input, context) => signUp(parts, input, context)),
    bind("auth.signIn", (input, context) => signIn(parts, input, context)),
    bind("auth.renew", (input, context) => renewSession(parts, input, context)),
    bind("auth.signOut", async (_input, context) => {
      await signOut(parts, context);
      return null;
    }),
    bind("auth.createTicket", (_input, context) => createTicket(parts, context)),
    bind("sessions.list", (_input, context) => listSessions(parts, context)),
    bind("sessions.end", async ({ sessionId }, context) => {
      await endSession(parts, sessionId, context);
      return null;
    }),
    bind("accounts.me", async (_input, context) => {
      const account = await parts.users.ownAccount(context.caller.user.id);
      if (!account) throw new AppError("session_ended");
      return account;
    }),
  ];
}
