import { AppError } from "../../kernel/app-error.ts";

type Part = "text" | "integer" | "id";
type Value<P extends Part> = P extends "integer" ? number : string;
type Values<P extends readonly Part[]> = { [K in keyof P]: Value<P[K]> };

const checks: Record<Part, (value: unknown) => boolean> = {
  // NUL cannot be sent to the database.
  text: (value) => typeof value === "string" && !value.includes("\u0000"),
  integer: (value) => Number.isSafeInteger(value),
  id: (value) => typeof value === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
};

/** The sort key of a page's last row, as opaque text. A forged one is refused, or names another place of the same list. */
export function pageCursor<const P extends readonly Part[]>(...parts: P) {
  return {
    encode: (...values: Values<P>): string => Buffer.from(JSON.stringify(values)).toString("base64url"),
    decode(cursor: string): Values<P> {
      const values = parse(cursor);
      const fits = values?.length === parts.length && parts.every((part, i) => checks[part](values[i]));
      if (!fits) {
        throw new AppError("invalid_input", { errors: [{ path: "/cursor", message: "is not a cursor of this list" }] });
      }
      return values as unknown as Values<P>;
    },
  };
}

function parse(cursor: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** One row more than the page was asked for tells whether there is a next page. */
export function cutPage<Row>(rows: Row[], limit: number, cursorOf: (last: Row) => string) {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, next: last && rows.length > limit ? { nextCursor: cursorOf(last) } : {} };
}
