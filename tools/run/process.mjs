import { spawn } from "node:child_process";
import { constants } from "node:os";

/**
 * Runs a program in the foreground and resolves with its exit code. Signals that ask us to stop go to the program, and
 * its end is ours; Ctrl+C in a terminal reaches it by itself.
 */
export function run(program, args, { env = {}, cwd, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["inherit", quiet ? "ignore" : "inherit", "inherit"], cwd, env: { ...process.env, ...env } });
    const pass = (signal) => {
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, pass);
    const done = () => {
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.off(signal, pass);
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

/** What is wrong, in words for the person at the terminal; shown without a stack. */
export class Missing extends Error {}
