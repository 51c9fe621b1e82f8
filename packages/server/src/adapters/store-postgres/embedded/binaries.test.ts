import { existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { locateBinaries, restoreLinks } from "./binaries.ts";

test("links that no install script made are made", async () => {
  const installed = mkdtempSync(join(tmpdir(), "parley-links-"));
  const folder = join(installed, "native");
  mkdirSync(join(folder, "lib"), { recursive: true });
  writeFileSync(join(folder, "lib", "libpq.so.5.18"), "");
  writeFileSync(
    join(folder, "pg-symlinks.json"),
    JSON.stringify([{ source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5" }]),
  );
  await restoreLinks(folder);
  await restoreLinks(folder);
  expect(readlinkSync(join(folder, "lib", "libpq.so.5"))).toBe("libpq.so.5.18");
  rmSync(installed, { recursive: true });
});

test("PostgreSQL for this machine is installed", async () => {
  const { initdb, postgres } = await locateBinaries();
  expect(existsSync(initdb)).toBe(true);
  expect(existsSync(postgres)).toBe(true);
});
