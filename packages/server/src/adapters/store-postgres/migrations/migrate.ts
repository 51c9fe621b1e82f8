import pg from "pg";
import { StartupError } from "../../../kernel/startup-error.ts";
import { readMigrations, type Migration } from "./migration-files.ts";

export interface MigrationOptions {
  readonly url: string;
  /** Stop at this version. Without it: up to the newest, down by one. */
  readonly to?: number;
  readonly migrations?: readonly Migration[];
}

export interface MigrationStatus {
  readonly version: number;
  readonly name: string;
  readonly appliedAt: Date | null;
}

/** Brings the schema up; several servers may ask at the same time. Returns what was applied. */
export function migrateUp(options: MigrationOptions): Promise<Migration[]> {
  return withSchema(options, async (client, known, applied) => {
    const wanted = known.filter(({ version }) => version > applied.length && version <= (options.to ?? known.length));
    for (const migration of wanted) {
      await inTransaction(client, migration, migration.up, async () => {
        await client.query("insert into schema_migrations (version, name, checksum) values ($1, $2, $3)", [
          migration.version,
          migration.name,
          migration.checksum,
        ]);
      });
    }
    return wanted;
  });
}

/** Takes the newest migrations back, with the data that they made room for. */
export function migrateDown(options: MigrationOptions): Promise<Migration[]> {
  return withSchema(options, async (client, known, applied) => {
    const to = options.to ?? applied.length - 1;
    const wanted = known.filter(({ version }) => version <= applied.length && version > to).toReversed();
    for (const migration of wanted) {
      await inTransaction(client, migration, migration.down, async () => {
        await client.query("delete from schema_migrations where version = $1", [migration.version]);
      });
    }
    return wanted;
  });
}

export function migrationStatus(options: MigrationOptions): Promise<MigrationStatus[]> {
  return withSchema(options, (_client, known, applied) =>
    Promise.resolve(
      known.map(({ version, name }) => ({ version, name, appliedAt: applied[version - 1]?.applied_at ?? null })),
    ),
  );
}

interface Applied {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
  readonly applied_at: Date;
}

// Any number, always the same: it spells "Parley".
const lockKey = 0x5061726c6579;

async function withSchema<T>(
  { url, migrations }: MigrationOptions,
  work: (client: pg.Client, known: readonly Migration[], applied: readonly Applied[]) => Promise<T>,
): Promise<T> {
  const known = migrations ?? (await readMigrations());
  const client = new pg.Client({
    connectionString: url,
    application_name: "parley migrate",
    connectionTimeoutMillis: 10_000,
  });
  client.on("error", () => {});
  await connect(client);
  try {
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    await client.query(`create table if not exists schema_migrations (
      version integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now()
    )`);
    const { rows } = await client.query<Applied>("select * from schema_migrations order by version");
    checkHistory(known, rows);
    return await work(client, known, rows);
  } finally {
    // Ends the lock as well.
    await client.end().catch(() => {});
  }
}

async function connect(client: pg.Client): Promise<void> {
  try {
    await client.connect();
    const { rows } = await client.query<{ number: number }>(
      "select current_setting('server_version_num')::int as number",
    );
    if (rows[0]!.number < 150_000) throw new StartupError("The database is too old: PostgreSQL 15 or newer is needed.");
  } catch (cause) {
    await client.end().catch(() => {});
    if (cause instanceof StartupError) throw cause;
    // The address may hold a password; pg's messages do not.
    throw new StartupError(`The database cannot be reached: ${(cause as Error).message}.`, { cause });
  }
}

function checkHistory(known: readonly Migration[], applied: readonly Applied[]): void {
  for (const [index, { version, name, checksum }] of applied.entries()) {
    const ours = known[index];
    if (ours === undefined) {
      throw new StartupError(
        `The database was made by a newer Parley (it has migration ${version}, ${name}). Update this one.`,
      );
    }
    if (ours.version !== version || ours.checksum !== checksum) {
      throw new StartupError(
        `Migration ${version} of the database (${name}) is not the one that this Parley has (${ours.name}): ` +
          "its file was changed after it was applied.",
      );
    }
  }
}

async function inTransaction(client: pg.Client, { version, name }: Migration, sql: string, note: () => Promise<void>) {
  try {
    await client.query("begin");
    await client.query(sql);
    await note();
    await client.query("commit");
  } catch (cause) {
    await client.query("rollback").catch(() => {});
    throw new StartupError(`Migration ${version} (${name}) failed: ${(cause as Error).message}.`, { cause });
  }
}
