import { Session } from "node:inspector/promises";
import { writeFileSync } from "node:fs";
import { answer } from "../processes/child.ts";

/*
 * Loaded into the server under test by `--import`, beside its own code and without its knowing: tells what only the process
 * itself can tell. The server is otherwise as it is for everybody.
 */

let profiler: Session | null = null;

answer(
  {
    memory: async () => {
      // More than one: what a finalizer frees goes only with the next.
      for (let i = 0; i < 4; i++) {
        globalThis.gc?.();
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return process.memoryUsage();
    },
    profile: async () => {
      profiler = new Session();
      profiler.connect();
      await profiler.post("Profiler.enable");
      await profiler.post("Profiler.setSamplingInterval", { interval: 500 });
      await profiler.post("Profiler.start");
    },
    profileEnd: async (file: string) => {
      if (!profiler) return;
      const { profile } = await profiler.post("Profiler.stop");
      writeFileSync(file, JSON.stringify(profile));
      profiler.disconnect();
      profiler = null;
    },
  },
  () => process.kill(process.pid, "SIGTERM"),
);
// The channel to the bench must not keep a server alive that wants to stop.
process.channel?.unref();
