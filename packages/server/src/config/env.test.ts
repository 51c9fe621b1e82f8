import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { describeConfig } from "../cli/print-config.ts";
import { readConfig } from "./env.ts";
import { settings, settingsTable } from "./settings.ts";

const failure = (env: Record<string, string>): string => {
  try {
    readConfig(env);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("It was taken as valid");
};

test("with nothing set the server is for this machine alone", () => {
  const { config, secretKey, warnings } = readConfig({});
  expect(config).toMatchObject({
    host: "127.0.0.1",
    port: 8080,
    databaseUrl: null,
    allowedOrigins: [],
    trustedProxies: [],
  });
  expect(config.publicUrl.origin).toBe("http://localhost:8080");
  expect(config.dataDir).toBe(join(process.cwd(), "data"));
  expect(secretKey).toBeNull();
  expect(warnings).toEqual([]);
});

test("everything that is wrong is told at once", () => {
  const message = failure({
    PORT: "eighty",
    PUBLIC_URL: "chat.example.org",
    ALLOWED_ORIGINS: "https://a.example, b.example",
    TRUSTED_PROXIES: "10.0.0.0/99",
    DATABASE_URL: "mysql://x",
    SECRET_KEY: "short",
    LOG_LEVEL: "loud",
    SOCKET_BUFFER_SOFT: "900000",
    SOCKET_BUFFER_HARD: "100000",
    BUDGET_ACCOUNT: "lots",
  });
  for (const word of [
    "PORT",
    "PUBLIC_URL",
    "ALLOWED_ORIGINS",
    "TRUSTED_PROXIES",
    "DATABASE_URL",
    "SECRET_KEY",
    "LOG_LEVEL",
  ]) {
    expect(message).toContain(`- ${word}`);
  }
  expect(message).toContain("- SOCKET_BUFFER_SOFT must not be more");
  expect(message).toContain("- BUDGET_ACCOUNT");
  expect(message).not.toContain("short");
});

test("lists, networks and budgets are read", () => {
  const { config } = readConfig({
    ALLOWED_ORIGINS: "https://a.example/, https://b.example:8443",
    TRUSTED_PROXIES: "10.0.0.0/8,::1",
    BUDGET_ACCOUNT: "2.5:10",
    BUDGET_ADDRESS: "off",
  });
  expect(config.allowedOrigins).toEqual(["https://a.example", "https://b.example:8443"]);
  expect(config.trustedProxies).toEqual(["10.0.0.0/8", "::1"]);
  expect(config.budgets?.account).toEqual({ perSecond: 2.5, burst: 10 });
  expect(config.budgets?.address.burst).toBeGreaterThan(1e6);
});

test("a secret may stand in a file, and not in two places", () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-config-"));
  const file = join(folder, "key");
  writeFileSync(file, `${"k".repeat(40)}\n`);
  expect(readConfig({ SECRET_KEY_FILE: file }).secretKey).toBe("k".repeat(40));
  expect(failure({ SECRET_KEY_FILE: file, SECRET_KEY: "k".repeat(40) })).toContain("both set");
  expect(failure({ SECRET_KEY_FILE: join(folder, "none") })).toContain("cannot be read (ENOENT)");
  rmSync(folder, { recursive: true });
});

test("what looks like half a configuration is warned of", () => {
  const { warnings } = readConfig({ PGHOST: "db", REDIS_URL: "redis://x", HOST: "0.0.0.0" });
  expect(warnings.join("\n")).toMatch(/PGHOST is set[^]*REDIS_URL is set[^]*PUBLIC_URL is not set/);
  expect(readConfig({ DATABASE_URL: "" }).warnings.join()).toContain("DATABASE_URL is set but empty");
});

test("the configuration is shown without its secrets", () => {
  const shown = describeConfig({
    DATABASE_URL: "postgres://ada:hush@db:5432/parley?password=hush",
    SECRET_KEY: "very-secret-very-secret-very-secret",
  });
  expect(shown).toContain("db:5432/parley");
  expect(shown).not.toMatch(/hush|very-secret/);
});

test("docs/configuration.md lists every setting as it is", () => {
  const text = readFileSync(fileURLToPath(new URL("../../../../docs/configuration.md", import.meta.url)), "utf8");
  expect(settings.length).toBeGreaterThan(10);
  expect(text).toContain(settingsTable());
});
