import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readMigrations } from "./migration-files.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-migrations-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(...names: string[]): void {
  for (const name of names) writeFileSync(join(folder, name), "select 1;\n");
}

test("ours are numbered without a gap and can all go down", async () => {
  const migrations = await readMigrations();
  expect(migrations.length).toBeGreaterThanOrEqual(3);
  for (const { down } of migrations) expect(down).toMatch(/\S/);
});

test("one that cannot go down is refused", async () => {
  write("0001-a.up.sql", "0001-a.down.sql", "0002-b.up.sql");
  await expect(readMigrations(folder)).rejects.toThrow(/lacks its up or its down/);
});

test("a gap, or a number taken twice, is refused", async () => {
  write("0001-a.up.sql", "0001-a.down.sql", "0003-b.up.sql", "0003-b.down.sql");
  await expect(readMigrations(folder)).rejects.toThrow(/should have the number 2/);
});

test("a file with another name is refused", async () => {
  write("1-a.sql");
  await expect(readMigrations(folder)).rejects.toThrow(/is not a migration/);
});

test("line ends of another system are not a change", async () => {
  write("0001-a.up.sql", "0001-a.down.sql");
  const [before] = await readMigrations(folder);
  writeFileSync(join(folder, "0001-a.up.sql"), "select 1;\r\n");
  expect((await readMigrations(folder))[0]!.checksum).toBe(before!.checksum);
});
