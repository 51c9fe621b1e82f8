import { expect, test as base } from "@playwright/test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServerProcess } from "../src/faults/server-process.ts";
import { Person } from "./person.ts";

export interface Meeting {
  /** Where their browser finds the server; by default straight. */
  readonly url?: string;
  /** With an account and signed in (default), with an account, or a stranger to the server. */
  readonly as?: "member" | "account" | "stranger";
  /** Another browser of this person. */
  readonly again?: Person;
}

interface Stories {
  /** Somebody with a browser of their own. At the end no browser may have complained about any page. */
  meet(name: string, how?: Meeting): Promise<Person>;
  /** A server for this story alone, that may be killed. */
  ownServer: ServerProcess;
}

interface Grounds {
  /** The server of all stories that do not harm it. */
  server: ServerProcess;
}

export const test = base.extend<Stories, Grounds>({
  server: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern.
    async ({}, use) => {
      await withServer(use);
    },
    { scope: "worker", timeout: 120_000 },
  ],
  ownServer: [
    // eslint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      await withServer(use);
    },
    { timeout: 120_000 },
  ],
  meet: async ({ browser, server }, use) => {
    const people: Person[] = [];
    await use(async (name, how = {}) => {
      const url = how.url ?? how.again?.url ?? server.url;
      const person = new Person(how.again?.account ?? accountOf(name), await browser.newContext(), url);
      people.push(person);
      if (how.as === "stranger") return person;
      if (how.again === undefined) await person.signUp();
      else await person.signIn();
      if (how.as === "account") await person.context.clearCookies();
      return person;
    });
    const complaints = people.map((person) => ({ name: person.name, complaints: person.complaints.unexpected }));
    for (const { context } of people) await context.close();
    expect(complaints.filter(({ complaints }) => complaints.length > 0)).toEqual([]);
  },
});

/** Two names that belong together and are nobody else's. */
export function unique(name: string): string {
  return `${name} ${crypto.randomUUID().slice(0, 6)}`;
}

function accountOf(name: string) {
  const letters =
    name
      .toLowerCase()
      .replaceAll(/[^a-z]/g, "")
      .slice(0, 20) || "somebody";
  const username = `${letters}.${crypto.randomUUID().slice(0, 8)}`;
  return { name, username, email: `${username}@example.org` };
}

async function withServer(use: (server: ServerProcess) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "parley-story-"));
  try {
    const server = await ServerProcess.start({ dataDir });
    try {
      await use(server);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

export { expect };
