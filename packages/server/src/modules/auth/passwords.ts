import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { hash, parseOptions, verify } from "@node-rs/argon2";
import { createTurnstile } from "./turnstile.ts";

/** argon2id is the library's default. 19 MiB, two passes: the least that OWASP's cheat sheet names. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 };

export interface Passwords {
  hash(password: string): Promise<string>;
  /** With no hash (nobody has that name) it takes as long, and the answer is no. */
  verify(passwordHash: string | null, password: string): Promise<boolean>;
  /** Whether the hash was made with other parameters than we use now. */
  isOutdated(passwordHash: string): boolean;
}

/** Node has four threads for such work; the last one is for files and signatures. */
const threadsMax = 3;

/**
 * A hash takes a core and 19 MiB for tens of milliseconds. One core stays free for everybody else, and a crowd at the
 * door is turned away (`unavailable`) instead of making all wait for minutes.
 *
 * Characters that Unicode can write in two ways are composed first (NFC): keyboards differ in which they send.
 */
export function createPasswords(): Passwords {
  const atOnce = Math.max(1, Math.min(threadsMax, availableParallelism() - 1));
  const turnstile = createTurnstile({ atOnce, waitingMax: 64 * atOnce, retryAfter: 3 });
  const unmatchable = hashOfNothing();
  return {
    hash: (password) => turnstile.run(() => hash(password.normalize("NFC"), parameters)),
    verify: (passwordHash, password) =>
      turnstile.run(async () => {
        const matches = await verify(passwordHash ?? unmatchable, password.normalize("NFC"));
        return matches && passwordHash !== null;
      }),
    isOutdated(passwordHash) {
      const used = parseOptions(passwordHash);
      return (
        used.memoryCost !== parameters.memoryCost ||
        used.timeCost !== parameters.timeCost ||
        used.parallelism !== parameters.parallelism
      );
    },
  };
}

/** The form of a hash with our parameters, but random where the hash would be. */
function hashOfNothing(): string {
  const { memoryCost, timeCost, parallelism, outputLen } = parameters;
  const random = (bytes: number) => randomBytes(bytes).toString("base64").replaceAll("=", "");
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${random(16)}$${random(outputLen)}`;
}
