import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { checkImports } from "./check-imports.ts";
import { moduleEdges } from "./rules.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A project that has only these files. */
function project(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-imports-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

test("nobody imports what the table does not allow", () => {
  expect(checkImports(root).violations).toEqual([]);
});

test("the whole project was read", () => {
  const { files, imports } = checkImports(root);
  expect(files).toBeGreaterThan(200);
  expect(imports).toBeGreaterThan(800);
});

test("modules call each other in one direction only", () => {
  const reaches = (from: string, seen: readonly string[] = []): readonly string[] =>
    moduleEdges[from]!.flatMap((to) => (seen.includes(to) ? [to] : [to, ...reaches(to, [...seen, to])]));
  for (const name of Object.keys(moduleEdges)) expect(reaches(name), name).not.toContain(name);
});

const planted: Readonly<Record<string, [string, string]>> = {
  "a use case that looks into another module": [
    "packages/server/src/modules/messages/send-message.ts",
    'import { a } from "../rooms/room-store.ts";',
  ],
  "a module that calls one it has no edge to": [
    "packages/server/src/modules/users/create-user.ts",
    'import { a } from "../rooms/index.ts";',
  ],
  "a store that calls a use case's operations": [
    "packages/server/src/modules/rooms/room-store.ts",
    'import { a } from "./operations.ts";',
  ],
  "a policy that reaches for the database": [
    "packages/server/src/modules/rooms/room-policy.ts",
    'import type { Store } from "../../ports/store.ts";',
  ],
  "a transport that knows a module": [
    "packages/server/src/transport/websocket/session.ts",
    'export { a } from "../../modules/rooms/index.ts";',
  ],
  "a module that knows an adapter": [
    "packages/server/src/modules/rooms/join.ts",
    'const a = await import("../../adapters/store-postgres/index.ts");',
  ],
  "an adapter that brings a library of another": [
    "packages/server/src/adapters/bus-memory/bus.ts",
    'import pg from "pg";',
  ],
  "a port that is used at run time": [
    "packages/server/src/transport/http/a.ts",
    'import { a } from "../../ports/bus.ts";',
  ],
  "the contract doing I/O": ["packages/protocol/src/ids.ts", 'import { randomUUID } from "node:crypto";'],
  "the SDK with a dependency": ["packages/client/src/client.ts", 'import ws from "ws";'],
  "a building block of the web app that knows the API": [
    "packages/web/src/ui/button.tsx",
    'import { connect } from "@parley/client";',
  ],
  "a file that no rule is about": ["packages/server/src/elsewhere/a.ts", ""],
};

for (const [what, [file, text]] of Object.entries(planted)) {
  test(`${what} is found`, () => {
    const targets = {
      "packages/server/src/modules/rooms/index.ts": "export const a = 1;",
      "packages/server/src/modules/rooms/operations.ts": "export const a = 1;",
      "packages/server/src/modules/rooms/room-store.ts": "export const a = 1;",
      "packages/server/src/adapters/store-postgres/index.ts": "export const a = 1;",
      "packages/server/src/ports/bus.ts": "export const a = 1;",
      "packages/server/src/ports/store.ts": "export interface Store {}",
      "packages/client/src/index.ts": "export const connect = 1;",
    };
    expect(checkImports(project(targets)).violations).toEqual([]);
    const { violations } = checkImports(project({ ...targets, [file]: text }));
    expect(violations).toHaveLength(1);
    expect(violations[0]).toContain(file);
  });
}

test("an import of a file that is not there is found", () => {
  const folder = project({ "packages/server/src/app/a.ts": 'import "./b.ts";' });
  expect(checkImports(folder).violations).toEqual([
    "packages/server/src/app/a.ts may not import (missing) packages/server/src/app/b.ts",
  ]);
});
