import { Type, type Static } from "typebox";
import { limits } from "./limits.ts";

/** Ids are UUIDs in lower case; those chosen by the server are UUIDv7, so they sort by time of creation. */
export const Id = Type.String({
  pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
  format: "uuid",
  examples: ["0199a1f2-7c3e-7d41-8a5b-3f6f1b2c4d5e"],
});
export type Id = Static<typeof Id>;

/** RFC 3339, UTC, milliseconds. */
export const Timestamp = Type.String({ format: "date-time", examples: ["2026-11-20T09:30:00.000Z"] });

/** A position in a room's order of events: 1 is the first, every durable change takes the next, none is skipped. */
export const Seq = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** Where a list goes on; opaque. Absent on the last page. */
export const Cursor = Type.String({ minLength: 1, maxLength: 500 });

export const PageLimit = Type.Integer({ minimum: 1, maximum: limits.listPageMax, default: limits.listPageDefault });
