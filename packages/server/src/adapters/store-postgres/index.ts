export { createPostgresStore, type PostgresStore, type PostgresStoreOptions } from "./postgres-store.ts";
export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from "./embedded/embedded-postgres.ts";
export {
  migrateUp,
  migrateDown,
  migrationStatus,
  type MigrationOptions,
  type MigrationStatus,
} from "./migrations/migrate.ts";
export { ensureDatabase, copyDatabase, dropDatabase } from "./create-database.ts";
