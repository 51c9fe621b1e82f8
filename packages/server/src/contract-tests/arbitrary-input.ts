import fc from "fast-check";
import type { TSchema } from "typebox";

interface Keywords {
  readonly type?: string;
  readonly const?: unknown;
  readonly anyOf?: TSchema[];
  readonly properties?: Record<string, TSchema>;
  readonly required?: string[];
  readonly items?: TSchema;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Long enough to matter, short enough to make many. */
const longestMade = 60;

function text(
  { pattern, format, minLength = 0, maxLength = longestMade }: Keywords,
  ids: readonly string[],
): fc.Arbitrary<string> {
  if (format === "uuid") return fc.oneof(fc.constantFrom(...ids), fc.uuid());
  if (format === "date-time")
    return fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date("2100-01-01") })
      .map((at) => at.toISOString());
  const anything = fc.string({ unit: "binary", minLength, maxLength: Math.min(maxLength, minLength + longestMade) });
  if (pattern === undefined) return anything;
  const expression = new RegExp(pattern);
  // Looking ahead is beyond the generator; but what looks ahead here leaves nearly every text alone.
  const made = pattern.includes("(?=") ? anything : fc.stringMatching(expression);
  return made.filter((text) => text.length >= minLength && text.length <= maxLength && expression.test(text));
}

/** Inputs that fit a schema of the contract. `ids` are some that exist. */
export function fitting(schema: TSchema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const keywords = schema as Keywords;
  if ("const" in keywords) return fc.constant(keywords.const);
  if (keywords.anyOf) return fc.oneof(...keywords.anyOf.map((option) => fitting(option, ids)));
  switch (keywords.type) {
    case "string":
      return text(keywords, ids);
    case "integer":
      return fc.integer({
        min: keywords.minimum ?? -1_000,
        max: Math.min(keywords.maximum ?? 1_000, Number.MAX_SAFE_INTEGER),
      });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(fitting(keywords.items!, ids), {
        minLength: keywords.minItems ?? 0,
        maxLength: Math.min(keywords.maxItems ?? 5, 5),
      });
    case "object": {
      const entries = Object.entries(keywords.properties ?? {}).map(([name, property]) => [
        name,
        fitting(property, ids),
      ]);
      const requiredKeys = keywords.required ?? [];
      return fc.record(Object.fromEntries(entries) as Record<string, fc.Arbitrary<unknown>>, { requiredKeys });
    }
    case undefined:
      return fc.jsonValue({ maxDepth: 3 });
    default:
      throw new Error(`no arbitrary for the schema ${JSON.stringify(schema)}`);
  }
}

/** What breaks programs that trusted its type. */
const hostileValue = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    2 ** 53,
    -(2 ** 53),
    1e308,
    "",
    " ",
    "\u0000",
    "\ud800",
    "\u202e",
    "__proto__",
  ),
  fc.constantFrom<unknown>(
    [],
    {},
    [[]],
    { $gt: "" },
    { length: 1 },
    { toString: 1 },
    "'; select 1 --",
    "%00",
    "../..",
    "x".repeat(9_000),
  ),
  fc.jsonValue({ maxDepth: 4 }),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.integer(),
);

type Input = Record<string, unknown>;

const fieldName = fc.oneof(
  fc.constantFrom(
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "userId",
    "sender",
    "role",
    "id",
    "seq",
    "limit",
    "cursor",
  ),
  fc.string({ maxLength: 20 }),
);

/** An input that fits, and one time in four it is left so; else one of its fields is replaced, removed or added to. */
export function nearlyFitting(schema: TSchema, ids: readonly string[]): fc.Arbitrary<Input> {
  const names = Object.keys((schema as Keywords).properties ?? {});
  const someName = names.length > 0 ? fc.constantFrom(...names) : fieldName;
  return fc
    .tuple(
      fitting(schema, ids) as fc.Arbitrary<Input>,
      fc.constantFrom("leave", "replace", "remove", "add"),
      someName,
      fieldName,
      hostileValue,
    )
    .map(([input, change, name, other, value]) => {
      const changed = new Map(Object.entries(input));
      if (change === "replace") changed.set(name, value);
      if (change === "remove") changed.delete(name);
      if (change === "add") changed.set(other, value);
      return Object.fromEntries(changed);
    });
}

/** JSON with a few of its characters changed, or nothing like JSON at all. */
export const nearlyJson = (schema: TSchema, ids: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    fc
      .tuple(nearlyFitting(schema, ids), fc.nat(), fc.nat(30), fc.string({ unit: "binary", maxLength: 5 }))
      .map(([input, at, length, put]) => {
        const whole = JSON.stringify(input);
        const start = at % (whole.length + 1);
        return whole.slice(0, start) + put + whole.slice(start + length);
      }),
    fc.string({ unit: "binary", maxLength: 300 }),
  );
