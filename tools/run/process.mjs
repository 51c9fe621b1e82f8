import { spawn } from "node:child_process";
import { constants } from "node:os";

/**
 * Runs a program in the foreground and resolves with its exit code. Signals that ask us to stop go to the program, and
 * its end is ours; Ctrl+C in a terminal reaches it by itself.
 *
 * @param options.keep the program is to stop when we are gone: it is told by its channel to us
 */
export function run(program, args, { env = {}, cwd, keep = false } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = ["inherit", "inherit", "inherit", ...(keep ? ["ipc"] : [])];
    const child = spawn(program, args, { stdio, cwd, env: { ...process.env, ...env } });
    const pass = (signal) => {
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of signals) process.on(signal, pass);
    const watch = stopWithParent(() => child.kill("SIGTERM"));
    const done = () => {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, pass);
    };
    child.once("error", (error) => {
      done();
      reject(error);
    });
    child.once("exit", (code, signal) => {
      done();
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

/** npm that is killed cannot pass it on. Without it nobody could stop us but by number. */
function stopWithParent(stop) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const parent = process.ppid;
  return setInterval(() => {
    if (process.ppid !== parent) stop();
  }, 500).unref();
}

/** What is wrong, in words for the person at the terminal; shown without a stack. */
export class Missing extends Error {}
