import { spawn } from "node:child_process";

/** Stops the PostgreSQL that it was told of when this process is gone, however it went. */
export interface Leash {
  hold(pid: number): void;
  release(): void;
}

// The pipe closes with our process, and the loop ends. A last line of 0 means that there is nothing to stop any more.
const script = 'pid=0; while read -r line; do pid=$line; done; if [ "$pid" != 0 ]; then kill -INT "$pid"; fi';

/** A shell that waits; null where there is none (the next start then stops the orphan). */
export function createLeash(): Leash {
  // In a group of its own: Ctrl+C in a terminal goes to the whole group, and must reach the server alone.
  const shell = spawn("sh", ["-c", script], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  shell.on("error", () => {});
  shell.stdin.on("error", () => {});
  shell.unref();
  return {
    hold: (pid) => void shell.stdin.write(`${pid}\n`),
    release: () => void shell.stdin.end("0\n"),
  };
}
