import pg from "pg";

/** Makes the database that the address names, unless it is there. */
export async function ensureDatabase(url: string): Promise<void> {
  const { address, database } = maintenanceAddress(url);
  await once(address, async (client) => {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [database]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(database)}`);
  });
}

/** A new database that begins as a copy of another one. */
export async function copyDatabase(url: string, template: string): Promise<void> {
  const { address, database } = maintenanceAddress(url);
  await once(address, (client) =>
    client.query(`create database ${pg.escapeIdentifier(database)} template ${pg.escapeIdentifier(template)}`),
  );
}

/** Removes it even when somebody is still connected. */
export async function dropDatabase(url: string): Promise<void> {
  const { address, database } = maintenanceAddress(url);
  await once(address, (client) =>
    client.query(`drop database if exists ${pg.escapeIdentifier(database)} with (force)`),
  );
}

function maintenanceAddress(url: string): { address: string; database: string } {
  const address = new URL(url);
  const database = decodeURIComponent(address.pathname.slice(1));
  address.pathname = "/postgres";
  return { address: address.href, database };
}

async function once(address: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
