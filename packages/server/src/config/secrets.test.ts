import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadSecrets } from "./secrets.ts";

let dataDir: string;

beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), "parley-secrets-")), "data");
});

afterEach(() => rmSync(join(dataDir, ".."), { recursive: true }));

test("the key is made at the first start, is ours alone, and stays", () => {
  const first = loadSecrets({ dataDir, secretKey: null });
  expect(statSync(join(dataDir, "secret.key")).mode & 0o777).toBe(0o600);
  expect(loadSecrets({ dataDir, secretKey: null }).key("tokens")).toEqual(first.key("tokens"));
});

test("names have different keys, and so have servers", () => {
  const other = join(dataDir, "other");
  const secrets = loadSecrets({ dataDir, secretKey: null });
  expect(secrets.key("tokens")).toHaveLength(32);
  expect(secrets.key("tokens")).not.toEqual(secrets.key("tickets"));
  expect(loadSecrets({ dataDir: other, secretKey: null }).key("tokens")).not.toEqual(secrets.key("tokens"));
});

test("servers with the same key given from outside agree, and keep nothing", () => {
  const secretKey = "the same for all of them, at least 32";
  const [a, b] = [loadSecrets({ dataDir, secretKey }), loadSecrets({ dataDir: "/elsewhere", secretKey })];
  expect(a.key("tokens")).toEqual(b.key("tokens"));
  expect(() => readFileSync(join(dataDir, "secret.key"))).toThrow();
});

test("a damaged key is not used", () => {
  loadSecrets({ dataDir, secretKey: null });
  writeFileSync(join(dataDir, "secret.key"), "cut o");
  expect(() => loadSecrets({ dataDir, secretKey: null })).toThrow(/is damaged/);
});

test("a folder that cannot be written is named", () => {
  expect(() => loadSecrets({ dataDir: "/dev/null/data", secretKey: null })).toThrow(
    /cannot be kept in \/dev\/null\/data/,
  );
});
