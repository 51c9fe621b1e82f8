import type { Topic } from "../kernel/topics.ts";

/**
 * News between processes, at most once. A message may be lost, and after a lost connection some may come twice; each
 * receiver must be right without it (rooms by seq, caches by age).
 */
export interface Bus {
  /** Never throws and never waits for anybody: what cannot be handed over is dropped. Local listeners get it too. */
  publish<T>(topic: Topic<T>, message: T): void;
  /** Messages of one topic from one process arrive in the order of publishing. Returns how to stop. */
  subscribe<T>(topic: Topic<T>, listener: (message: T) => void): () => void;
}
