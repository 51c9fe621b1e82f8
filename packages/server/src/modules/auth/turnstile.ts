import { AppError } from "../../kernel/app-error.ts";

/** Lets a few pieces of work through at a time and a bounded number wait; the rest are sent away at once. */
export function createTurnstile(options: { atOnce: number; waitingMax: number; retryAfter: number }) {
  const waiting: (() => void)[] = [];
  let inside = 0;

  async function enter(): Promise<void> {
    if (inside < options.atOnce) {
      inside++;
      return;
    }
    if (waiting.length >= options.waitingMax) throw new AppError("unavailable", { retryAfter: options.retryAfter });
    await new Promise<void>((admit) => waiting.push(admit));
  }

  function leave(): void {
    const admit = waiting.shift();
    if (admit) admit();
    else inside--;
  }

  return {
    async run<T>(work: () => Promise<T>): Promise<T> {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
