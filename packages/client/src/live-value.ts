/**
 * A value that changes over time.
 *
 * `get()` returns the same immutable snapshot until something has changed, so it can be compared by identity (it fits
 * React's `useSyncExternalStore`; both functions may be passed on without their object). Listeners are called after each
 * change, without the value: they ask for it.
 */
export interface Live<T> {
  get(): T;
  /** Calls `listener` after every change, until the returned function is called. */
  subscribe(listener: () => void): () => void;
}

/** A `Live` that its owner can set. */
export interface LiveCell<T> extends Live<T> {
  set(value: T): void;
}

export function liveCell<T>(initial: T): LiveCell<T> {
  const listeners = new Set<() => void>();
  let current = initial;
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      // A copy: a listener may unsubscribe itself or others while it is told.
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      // Each subscription is its own, even of the same function twice.
      const own = () => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}
