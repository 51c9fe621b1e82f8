import pg from "pg";
import { silentLogger } from "../../../kernel/logger.ts";
import { StartupError } from "../../../kernel/startup-error.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";

/** A process that a test may kill: starts PostgreSQL on a folder, writes rows, and tells of each one that is stored. */
const [dataDir] = process.argv.slice(2);

try {
  const postgres = await startEmbeddedPostgres({ dataDir: dataDir!, logger: silentLogger });
  process.stdout.write(`pid ${postgres.pid}\n`);
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query("create table if not exists written (n integer primary key)");
  process.on("SIGTERM", () => {
    void client
      .end()
      .then(() => postgres.stop())
      .then(() => process.exit(0));
  });
  for (let n = 0; ; n++) {
    await client.query("insert into written values ($1)", [n]);
    process.stdout.write(`row ${n}\n`);
  }
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
