/**
 * Brings an object's SQLite up to date. `migrations` is append-only: entry n is applied once, as version n + 1.
 * (`PRAGMA user_version` is refused by Durable Objects, so the version has a table.)
 */
export function migrate(storage: DurableObjectStorage, migrations: readonly string[]): void {
  storage.transactionSync(() => {
    storage.sql.exec("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
    const applied =
      storage.sql.exec<{ version: number }>("SELECT version FROM schema_version").toArray()[0]?.version ?? 0;
    if (applied === migrations.length) return;
    for (const migration of migrations.slice(applied)) storage.sql.exec(migration);
    storage.sql.exec("DELETE FROM schema_version");
    storage.sql.exec("INSERT INTO schema_version VALUES (?)", migrations.length);
  });
}
