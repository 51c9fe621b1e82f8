import type { Topic } from "../../kernel/topics.ts";
import type { Bus } from "../../ports/bus.ts";

type Listener = (message: unknown) => void;

/** The bus of a single process: a listener is called before `publish` returns. */
export function createMemoryBus(onListenerError: (error: unknown, topic: string) => void): Bus {
  const listeners = new Map<string, Set<Listener>>();
  return {
    publish<T>(topic: Topic<T>, message: T): void {
      for (const listener of listeners.get(topic.name) ?? []) {
        try {
          listener(message);
        } catch (error) {
          onListenerError(error, topic.name);
        }
      }
    },
    subscribe<T>(topic: Topic<T>, listener: (message: T) => void): () => void {
      const own = listener as Listener;
      let set = listeners.get(topic.name);
      if (!set) listeners.set(topic.name, (set = new Set()));
      set.add(own);
      return () => {
        set.delete(own);
        if (set.size === 0 && listeners.get(topic.name) === set) listeners.delete(topic.name);
      };
    },
  };
}
