import { spawn } from "node:child_process";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { Missing } from "../run/process.mjs";

export function answers(port, host = "127.0.0.1") {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 2_000 });
    const done = (open) => {
      socket.destroy();
      resolve(open);
    };
    socket.once("connect", () => done(true));
    socket.once("error", () => done(false));
    socket.once("timeout", () => done(false));
  });
}

/** Starts a program that runs until it is stopped, and waits for its port. */
export async function startService({ name, program, args, port, patience = 60_000, ...options }) {
  const child = spawn(program, args, { stdio: "ignore", detached: true, ...options });
  let gone = false;
  const exited = new Promise((resolve) => {
    child.once("error", resolve);
    child.once("exit", resolve);
  }).then(() => (gone = true));
  const stop = async () => {
    child.kill("SIGTERM");
    await Promise.race([exited, delay(15_000, null, { ref: false })]);
    if (!gone) child.kill("SIGKILL");
  };
  for (const giveUp = Date.now() + patience; Date.now() < giveUp && !gone; await delay(100)) {
    if (await answers(port)) return { stop };
  }
  await stop();
  throw new Missing(`${name} was started, but does not answer on port ${port}.`);
}
