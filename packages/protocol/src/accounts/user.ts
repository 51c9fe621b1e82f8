import { Type, type Static } from "typebox";
import { limits } from "../limits.ts";
import { Id, Timestamp } from "../scalars.ts";

export const Username = Type.String({
  minLength: limits.usernameMin,
  maxLength: limits.usernameMax,
  pattern: "^[A-Za-z][A-Za-z0-9_.]*$",
  description: "Letters, digits, `_` and `.`, starting with a letter. Compared and kept in lower case.",
  examples: ["ada"],
});

export const Email = Type.String({
  minLength: 3,
  maxLength: limits.emailMax,
  pattern: "^[^\\s@\\u0000-\\u001f]+@[^\\s@\\u0000-\\u001f]+$",
  examples: ["ada@example.org"],
});

export const DisplayName = Type.String({
  minLength: 1,
  maxLength: limits.displayNameMax,
  // No control characters, and none of the marks that turn the direction of the text around them.
  pattern: "^(?=\\s*\\S)[^\\u0000-\\u001f\\u007f\\u202a-\\u202e\\u2066-\\u2069]*$",
  examples: ["Ada Lovelace"],
});

/** A person as others see them. */
export const User = Type.Object({ id: Id, username: Type.String(), displayName: Type.String() }, { $id: "User" });
export type User = Static<typeof User>;

/** The signed-in person, as only they see it. */
export const OwnAccount = Type.Object(
  { user: User, email: Type.String(), createdAt: Timestamp },
  { $id: "OwnAccount" },
);
export type OwnAccount = Static<typeof OwnAccount>;
