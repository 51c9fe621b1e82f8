import { Type } from "typebox";
import { limits } from "../limits.ts";
import { operation } from "../operation.ts";
import { Id, Timestamp } from "../scalars.ts";
import { Session, SessionGrant, SessionKeeping } from "./session.ts";
import { DisplayName, Email, OwnAccount, Username } from "./user.ts";

const Password = Type.String({ minLength: limits.passwordMin, maxLength: limits.passwordMax });

export const signUp = operation({
  method: "POST",
  path: "/auth/sign-up",
  auth: "none",
  summary: "Make an account and a first session.",
  input: Type.Object({
    username: Username,
    email: Email,
    password: Password,
    displayName: Type.Optional(DisplayName),
    keep: Type.Optional(SessionKeeping),
  }),
  output: SessionGrant,
  status: 201,
  cost: 10,
  errors: ["username_taken", "email_taken", "username_reserved", "password_too_common"],
});

export const signIn = operation({
  method: "POST",
  path: "/auth/sign-in",
  auth: "none",
  summary: "Start a session with username or e-mail and password.",
  input: Type.Object({
    login: Type.String({ minLength: 1, maxLength: limits.emailMax, description: "Username or e-mail address." }),
    password: Type.String({ minLength: 1, maxLength: limits.passwordMax }),
    keep: Type.Optional(SessionKeeping),
  }),
  output: SessionGrant,
  status: 200,
  cost: 10,
  errors: ["wrong_credentials"],
});

export const renew = operation({
  method: "POST",
  path: "/auth/renew",
  auth: "none",
  summary: "Exchange the refresh token for new tokens.",
  description:
    "A refresh token works once. An old one ends the session, except within a few seconds of its replacement, " +
    "when the same successor is answered (two tabs may race). Without `refreshToken` the refresh cookie is used.",
  input: Type.Object({ refreshToken: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })) }),
  output: SessionGrant,
  status: 200,
  cost: 5,
  errors: ["unauthenticated", "session_ended"],
});

export const signOut = operation({
  method: "POST",
  path: "/auth/sign-out",
  auth: "session",
  summary: "End the current session; its tokens and sockets stop working.",
  input: Type.Object({}),
  output: Type.Null(),
  status: 204,
  cost: 1,
  errors: [],
});

export const listSessions = operation({
  method: "GET",
  path: "/sessions",
  auth: "session",
  summary: "My sessions that have not ended, newest first.",
  input: Type.Object({}),
  output: Type.Object({ sessions: Type.Array(Session) }),
  status: 200,
  cost: 1,
  errors: [],
});

export const endSession = operation({
  method: "DELETE",
  path: "/sessions/{sessionId}",
  auth: "session",
  summary: "End one of my sessions.",
  input: Type.Object({ sessionId: Id }),
  output: Type.Null(),
  status: 204,
  cost: 2,
  errors: ["not_found"],
});

export const createTicket = operation({
  method: "POST",
  path: "/socket-tickets",
  auth: "session",
  summary: "A ticket that opens one socket, once, within a minute.",
  description: "Open `/ws?ticket=…`. For clients that can set neither cookies nor a first frame.",
  input: Type.Object({}),
  output: Type.Object({ ticket: Type.String(), expiresAt: Timestamp }),
  status: 201,
  cost: 2,
  errors: [],
});

export const me = operation({
  method: "GET",
  path: "/me",
  auth: "session",
  summary: "My account.",
  input: Type.Object({}),
  output: OwnAccount,
  status: 200,
  cost: 1,
  errors: [],
});
