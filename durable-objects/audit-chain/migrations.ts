export const auditChainMigrations = [
  `
  CREATE TABLE chain (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL
  );
  `,
];
