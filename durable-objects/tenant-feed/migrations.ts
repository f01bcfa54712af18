export const feedMigrations = [
  `
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    event TEXT NOT NULL
  );
  `,
  "ALTER TABLE events ADD COLUMN staff_id TEXT;",
];
