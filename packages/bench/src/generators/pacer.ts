import { Worker } from "node:worker_threads";

/*
 * Timers of the event loop are good to a millisecond, which is as long as what is measured. A thread that sleeps until each
 * message is due keeps the schedule to some tens of microseconds and uses next to no processor time.
 */
const sleeper = `
const { parentPort, workerData } = require("node:worker_threads");
const { origin, everyMs, count } = workerData;
const never = new Int32Array(new SharedArrayBuffer(4));
for (let i = 0; i < count; i++) {
  const wait = origin + i * everyMs - (performance.timeOrigin + performance.now());
  if (wait > 0) Atomics.wait(never, 0, 0, wait);
  parentPort.postMessage(0);
}
`;

export interface Schedule {
  readonly perSecond: number;
  readonly seconds: number;
}

/**
 * Calls `due` for each message of the schedule with the time it was intended for (as `performance.now()` counts), late if
 * the process is late, but never fewer and never with another intended time. Resolves after the last.
 */
export function pace(
  { perSecond, seconds }: Schedule,
  due: (intended: number, number: number) => void,
): Promise<number> {
  const everyMs = 1_000 / perSecond;
  const count = Math.floor(perSecond * seconds);
  // Time for the thread to start.
  const start = performance.now() + 150;
  const worker = new Worker(sleeper, {
    eval: true,
    workerData: { origin: performance.timeOrigin + start, everyMs, count },
  });
  let done = 0;
  return new Promise((resolve, reject) => {
    const catchUp = (all: boolean): void => {
      const now = performance.now() + 0.005;
      for (; done < count && (all || start + done * everyMs <= now); done++) due(start + done * everyMs, done);
    };
    worker.on("message", () => catchUp(false));
    worker.once("error", reject);
    worker.once("exit", () => {
      catchUp(true);
      resolve(count);
    });
  });
}
