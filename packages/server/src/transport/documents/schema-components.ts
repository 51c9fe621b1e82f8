export type JsonSchema = { [keyword: string]: unknown };

export interface SchemaComponents {
  /** The schema with every named part in it replaced by a reference. */
  place(schema: object): JsonSchema;
  /** The named schemas met so far. */
  all(): Record<string, JsonSchema>;
}

/** Collects the contract's named schemas (`$id`), so that documents refer to them instead of repeating them. */
export function createSchemaComponents(): SchemaComponents {
  const components: Record<string, JsonSchema> = {};

  function walk(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    const { $id, ...rest } = value as JsonSchema;
    if (typeof $id !== "string") return mapValues(rest);
    if (!Object.hasOwn(components, $id)) {
      components[$id] = {};
      components[$id] = mapValues(rest);
    }
    return { $ref: `#/components/schemas/${$id}` };
  }

  function mapValues(schema: JsonSchema): JsonSchema {
    return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, walk(value)]));
  }

  return {
    // Through text, which leaves behind what the schema builder keeps for itself.
    place: (schema) => walk(JSON.parse(JSON.stringify(schema))) as JsonSchema,
    all: () => components,
  };
}
