import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { resolve } from "node:path";
import { exitCodes, StartupError } from "../kernel/startup-error.ts";
import type { Budget, Config } from "./config.ts";
import { settings, type Setting, type SettingName } from "./settings.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ReadConfig {
  readonly config: Config;
  /** Null: the one kept in the data folder. */
  readonly secretKey: string | null;
  /** What works, but is probably not meant so. */
  readonly warnings: readonly string[];
}

/** Throws one error that lists everything that is wrong. */
export function readConfig(env: Environment): ReadConfig {
  const problems: string[] = [];
  const values = readValues(env, problems);
  const config = toConfig(values, problems);
  if (values.SECRET_KEY !== "" && values.SECRET_KEY.length < 32)
    problems.push("SECRET_KEY must have at least 32 characters.");
  if (problems.length > 0) {
    throw new StartupError(
      `The configuration is not valid:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`,
      {
        exitCode: exitCodes.config,
      },
    );
  }
  return { config, secretKey: values.SECRET_KEY || null, warnings: findDoubts(env, config) };
}

type Values = Readonly<Record<SettingName, string>>;

function readValues(env: Environment, problems: string[]): Values {
  const entries = (settings as readonly Setting[]).map((setting) => {
    const given = setting.kind === "secret" ? readSecret(env, setting.name, problems) : env[setting.name]?.trim();
    const value = given === undefined || given === "" ? setting.fallback : given;
    if (value !== "") problems.push(...check(setting, value));
    return [setting.name, value];
  });
  return Object.fromEntries(entries) as Values;
}

function readSecret(env: Environment, name: string, problems: string[]): string | undefined {
  const file = env[`${name}_FILE`];
  if (file === undefined || file === "") return env[name]?.trim();
  if (env[name]) problems.push(`${name} and ${name}_FILE are both set; keep one.`);
  try {
    const text = readFileSync(file, "utf8").trim();
    if (text === "") problems.push(`${name}_FILE: ${file} is empty.`);
    return text;
  } catch (error) {
    problems.push(`${name}_FILE: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
    return undefined;
  }
}

const levels = ["debug", "info", "warn", "error", "silent"];

function check({ name, kind, min = 0, max = Infinity }: Setting, value: string): string[] {
  if (kind === "number") {
    const whole = /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max;
    return whole ? [] : [`${name} must be a whole number from ${min} to ${max}, not "${value}".`];
  }
  if (kind === "url" && !isOrigin(value)) return [`${name} must be http(s)://host without a path, not "${value}".`];
  if (kind === "level" && !levels.includes(value))
    return [`${name} must be one of ${levels.join(", ")}, not "${value}".`];
  if (kind === "budget" && value !== "off" && toBudget(value) === null) {
    return [`${name} must be "units a second:burst" such as 20:100, not "${value}".`];
  }
  return [];
}

function isOrigin(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : null;
  return (
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.pathname === "/" &&
    url.search === "" &&
    url.hash === "" &&
    url.username === ""
  );
}

function toBudget(value: string): Budget | null {
  const [, perSecond, burst] = /^(\d+(?:\.\d+)?):(\d+)$/.exec(value) ?? [];
  return Number(perSecond) > 0 && Number(burst) >= 1 ? { perSecond: Number(perSecond), burst: Number(burst) } : null;
}

function toList(value: string): string[] {
  return value
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function toConfig(values: Values, problems: string[]): Config {
  const allowedOrigins = toList(values.ALLOWED_ORIGINS);
  for (const origin of allowedOrigins) {
    if (!isOrigin(origin)) problems.push(`ALLOWED_ORIGINS: "${origin}" is not an origin such as https://example.org.`);
  }
  const trustedProxies = toList(values.TRUSTED_PROXIES);
  for (const proxy of trustedProxies) {
    if (!isNetwork(proxy))
      problems.push(`TRUSTED_PROXIES: "${proxy}" is not an address or network such as 10.0.0.0/8.`);
  }
  if (
    values.DATABASE_URL !== "" &&
    !(/^postgres(ql)?:\/\//.test(values.DATABASE_URL) && URL.canParse(values.DATABASE_URL))
  ) {
    problems.push("DATABASE_URL must be an address such as postgres://user:password@host:5432/parley.");
  }
  if (Number(values.SOCKET_BUFFER_SOFT) > Number(values.SOCKET_BUFFER_HARD)) {
    problems.push("SOCKET_BUFFER_SOFT must not be more than SOCKET_BUFFER_HARD.");
  }
  const port = Number(values.PORT);
  return {
    host: values.HOST,
    port,
    publicUrl: new URL(
      isOrigin(values.PUBLIC_URL) ? values.PUBLIC_URL : `http://localhost:${port <= 65_535 ? port : 0}`,
    ),
    allowedOrigins: allowedOrigins.filter(isOrigin).map((origin) => new URL(origin).origin),
    trustedProxies,
    dataDir: resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL || null,
    databasePoolSize: Number(values.DATABASE_POOL_SIZE),
    logLevel: values.LOG_LEVEL,
    roomsCreatedPerDay: Number(values.ROOMS_CREATED_PER_DAY),
    socketsPerUser: Number(values.SOCKETS_PER_USER),
    socketsPerAddress: Number(values.SOCKETS_PER_ADDRESS),
    socketBufferSoft: Number(values.SOCKET_BUFFER_SOFT),
    socketBufferHard: Number(values.SOCKET_BUFFER_HARD),
    budgets: toBudgets(values),
  };
}

function isNetwork(value: string): boolean {
  const [address, bits, ...rest] = value.split("/");
  const family = isIP(address ?? "");
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

const endless: Budget = { perSecond: 1e9, burst: 1e9 };

function toBudgets(values: Values): Config["budgets"] {
  const budget = (name: SettingName): Budget => toBudget(values[name]) ?? endless;
  return {
    account: budget("BUDGET_ACCOUNT"),
    address: budget("BUDGET_ADDRESS"),
    signInAccount: budget("BUDGET_SIGN_IN_ACCOUNT"),
    signInAddress: budget("BUDGET_SIGN_IN_ADDRESS"),
    signUpAddress: budget("BUDGET_SIGN_UP_ADDRESS"),
  };
}

const elsewhere = /^(PGHOST|PGDATABASE|POSTGRES_URL|POSTGRES_PASSWORD|DB_URL|DATABASE_URI)$/;
const notYet = /^(REDIS_URL|AMQP_URL|S3_[A-Z_]+|SMTP_[A-Z_]+)$/;

function findDoubts(env: Environment, config: Config): string[] {
  const set = Object.keys(env).filter((name) => env[name] !== "" && env[name] !== undefined);
  const doubts: string[] = [];
  if (env["DATABASE_URL"] === "") doubts.push("DATABASE_URL is set but empty: the built-in database is used.");
  if (config.databaseUrl === null) {
    for (const name of set.filter((name) => elsewhere.test(name))) {
      doubts.push(
        `${name} is set, but the database is chosen by DATABASE_URL, which is not: the built-in one is used.`,
      );
    }
  }
  for (const name of set.filter((name) => notYet.test(name)))
    doubts.push(`${name} is set, but this version makes no use of it.`);
  const local = ["127.0.0.1", "::1", "localhost"];
  if (!local.includes(config.host) && local.includes(config.publicUrl.hostname)) {
    doubts.push(
      "HOST lets other machines in, but PUBLIC_URL is not set: browsers there are refused as foreign origins.",
    );
  }
  if (config.publicUrl.protocol === "http:" && !local.includes(config.publicUrl.hostname)) {
    doubts.push("PUBLIC_URL is not https: passwords and cookies travel in the clear.");
  }
  return doubts;
}
