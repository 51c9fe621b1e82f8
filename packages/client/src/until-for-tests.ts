import type { Live } from "./live-value.ts";

/** Resolves to what `live` shows once `claim` holds of it. */
export function until<T, S extends T>(live: Live<T>, claim: (value: T) => value is S, withinMs?: number): Promise<S>;
export function until<T>(live: Live<T>, claim: (value: T) => boolean, withinMs?: number): Promise<T>;
export function until<T>(live: Live<T>, claim: (value: T) => boolean, withinMs = 5_000): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      leave();
      reject(new Error(`Not in ${withinMs} ms; last: ${JSON.stringify(live.get()).slice(0, 500)}`));
    }, withinMs);
    const leave = live.subscribe(check);
    function check(): void {
      if (!claim(live.get())) return;
      clearTimeout(timer);
      leave();
      resolve(live.get());
    }
    check();
  });
}
