import { Type, type Static } from "typebox";
import { Id, Timestamp } from "../scalars.ts";
import { User } from "./user.ts";

/** One device's or program's sign-in. */
export const Session = Type.Object(
  {
    id: Id,
    current: Type.Boolean({ description: "Whether the request was made with this session." }),
    client: Type.String({ description: "What the client called itself when it signed in (its User-Agent)." }),
    address: Type.String({ description: "Network address of the sign-in." }),
    createdAt: Timestamp,
    lastUsedAt: Timestamp,
    expiresAt: Timestamp,
  },
  { $id: "Session" },
);
export type Session = Static<typeof Session>;

/** Tokens of a session. Absent where the session is kept in cookies. */
export const Tokens = Type.Object(
  {
    accessToken: Type.String({ description: "Send as `Authorization: Bearer …`." }),
    accessTokenExpiresAt: Timestamp,
    refreshToken: Type.String({ description: "Usable once; using an old one ends the session." }),
    refreshTokenExpiresAt: Timestamp,
  },
  { $id: "Tokens" },
);
export type Tokens = Static<typeof Tokens>;

/** What signing up, signing in and renewing answer. */
export const SessionGrant = Type.Object(
  {
    sessionId: Id,
    user: User,
    accessTokenExpiresAt: Timestamp,
    tokens: Type.Optional(Tokens),
  },
  { $id: "SessionGrant" },
);
export type SessionGrant = Static<typeof SessionGrant>;

/** Where the session is kept: `cookie` for browsers (HTTP only), `token` for everything else. */
export const SessionKeeping = Type.Union([Type.Literal("token"), Type.Literal("cookie")], { default: "token" });
