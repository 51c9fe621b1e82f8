import type { Store } from "../ports/store.ts";

/** Reads the store's epoch once; it changes only while no server runs on the store. */
export function readEpoch(store: Store): () => Promise<string> {
  let known: Promise<string> | null = null;
  return () => {
    known ??= store.query<{ epoch: string }>("select epoch from store_state").then((rows) => rows[0]!.epoch);
    known.catch(() => (known = null));
    return known;
  };
}
