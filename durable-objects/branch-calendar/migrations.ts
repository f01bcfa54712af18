export const calendarMigrations = [
  `
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  -- Wide rows keep their rowid: without one, a row of more than a kilobyte spills into a page of its own.
  CREATE TABLE appointments (
    id TEXT PRIMARY KEY,
    starts_at INTEGER NOT NULL,
    status TEXT NOT NULL,
    phone_index TEXT,
    body TEXT NOT NULL
  );
  CREATE INDEX appointments_start ON appointments (starts_at);
  CREATE INDEX appointments_pending ON appointments (starts_at) WHERE status = 'pending';
  CREATE INDEX appointments_phone ON appointments (phone_index, starts_at) WHERE phone_index IS NOT NULL;

  CREATE TABLE holds (id TEXT PRIMARY KEY, expires_at INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX holds_expiry ON holds (expires_at);

  CREATE TABLE blocks (
    calendar_id TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    core_start INTEGER NOT NULL,
    core_end INTEGER NOT NULL,
    owner TEXT NOT NULL,
    expires_at INTEGER,
    service_id TEXT,
    session TEXT,
    seats INTEGER NOT NULL,
    customer TEXT,
    PRIMARY KEY (start, calendar_id, owner)
  ) WITHOUT ROWID;
  CREATE INDEX blocks_expiry ON blocks (expires_at) WHERE expires_at IS NOT NULL;

  CREATE TABLE events (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, event TEXT NOT NULL);

  CREATE TABLE answers (
    key TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    -- Set for a call's effects alone: they are forgotten when their subject changes.
    subject TEXT,
    -- The event that the answer is part of, or the refusal itself.
    seq INTEGER,
    refusal TEXT,
    expires_at INTEGER NOT NULL
  );
  CREATE INDEX answers_subject ON answers (subject) WHERE subject IS NOT NULL;
  `,
];
