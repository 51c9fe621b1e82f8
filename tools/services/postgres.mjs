import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Missing } from "../run/process.mjs";
import { aptInstall, mayInstall } from "./apt.mjs";
import { startService } from "./service.mjs";

const port = 54329;
const running = "postgres://postgres@127.0.0.1:5432/postgres";

/**
 * Runs `work` with the address of a PostgreSQL server where databases may be made: the one that TEST_DATABASE_URL names, one
 * that runs on this machine and takes us in, or one that is installed and started for the occasion.
 */
export async function withPostgres(work) {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return work(given);
  if (await takesUsIn(running)) return work(running);
  const server = await startPostgres();
  try {
    return await work(server.url);
  } finally {
    await server.stop();
  }
}

async function takesUsIn(url) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query(
      "select current_setting('server_version_num')::int >= 150000 and (rolcreatedb or rolsuper) as fit from pg_roles where rolname = current_user",
    );
    return rows[0]?.fit === true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function startPostgres() {
  let bin = binaries();
  if (bin === null && mayInstall()) {
    aptInstall(["postgresql"]);
    bin = binaries();
  }
  if (bin === null) {
    throw new Missing(
      "No PostgreSQL server (15 or newer) was found. Set TEST_DATABASE_URL to one where databases may be made, or install it " +
        "(Debian, as root, does so by itself).",
    );
  }
  const folder = mkdtempSync(join(tmpdir(), "parley-postgres-"));
  const owner = process.getuid?.() === 0 ? accountOfPostgres() : {};
  if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, "data");
  execFileSync(join(bin, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"], {
    stdio: "ignore",
    cwd: "/",
    ...owner,
  });
  const args = [
    "-D",
    data,
    "-p",
    String(port),
    "-c",
    `unix_socket_directories=${folder}`,
    "-c",
    "listen_addresses=127.0.0.1",
    "-c",
    "max_connections=300",
  ];
  const service = await startService({
    name: "PostgreSQL",
    program: join(bin, "postgres"),
    args,
    port,
    cwd: "/",
    ...owner,
  });
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      await service.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function binaries() {
  const home = "/usr/lib/postgresql";
  const versions = existsSync(home)
    ? readdirSync(home)
        .map(Number)
        .filter((version) => version >= 15)
    : [];
  const newest = versions.sort((a, b) => b - a).map((version) => join(home, String(version), "bin"));
  return newest.find((bin) => existsSync(join(bin, "initdb"))) ?? null;
}

function accountOfPostgres() {
  const id = (flag) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}
