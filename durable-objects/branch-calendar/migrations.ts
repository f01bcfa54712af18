export const calendarMigrations = [
  `
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  -- Wide rows keep their rowid: without one, a row of more than a kilobyte spills into a page of its own.
  CREATE TABLE appointments (
    id TEXT PRIMARY KEY,
    starts_at INTEGER NOT NULL,
    status TEXT NOT NULL,
    phone_index TEXT,
    -- The series or package that it belongs to.
    group_id TEXT,
    body TEXT NOT NULL
  );
  CREATE INDEX appointments_start ON appointments (starts_at);
  CREATE INDEX appointments_pending ON appointments (starts_at) WHERE status = 'pending';
  CREATE INDEX appointments_group ON appointments (group_id) WHERE group_id IS NOT NULL;
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
    -- The event that the answer is part of, or the refusal itself.
    seq INTEGER,
    refusal TEXT,
    expires_at INTEGER NOT NULL
  ) WITHOUT ROWID;

  -- Answers to commands on a whole series or package.
  CREATE TABLE group_answers (
    key TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    -- The answer without its appointments: those stand in the events from first_seq to last_seq.
    answer TEXT NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  );
  CREATE INDEX group_answers_expiry ON group_answers (expires_at);
  `,
  `
  CREATE TABLE busy (
    id TEXT PRIMARY KEY,
    calendar_id TEXT NOT NULL,
    source TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    sealed_note TEXT,
    -- Of the request that made it, where that can come twice.
    fingerprint TEXT
  ) WITHOUT ROWID;
  CREATE INDEX busy_calendar ON busy (calendar_id, source, end);
  CREATE INDEX busy_end ON busy (end);

  CREATE TABLE conflicts (
    id TEXT PRIMARY KEY,
    appointment_id TEXT NOT NULL,
    busy_id TEXT NOT NULL,
    calendar_id TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    raised_at INTEGER NOT NULL,
    resolved_at INTEGER
  ) WITHOUT ROWID;
  CREATE INDEX conflicts_open ON conflicts (start) WHERE resolved_at IS NULL;
  CREATE INDEX conflicts_appointment ON conflicts (appointment_id) WHERE resolved_at IS NULL;
  CREATE INDEX conflicts_busy ON conflicts (busy_id) WHERE resolved_at IS NULL;

  CREATE TABLE waitlist (
    id TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL,
    status TEXT NOT NULL,
    service_id TEXT NOT NULL,
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    hold_id TEXT,
    fingerprint TEXT NOT NULL,
    body TEXT NOT NULL
  );
  CREATE INDEX waitlist_page ON waitlist (created_at, id);
  CREATE INDEX waitlist_line ON waitlist (created_at, id) WHERE status = 'waiting';
  CREATE INDEX waitlist_end ON waitlist (to_at) WHERE status = 'waiting';
  CREATE INDEX waitlist_hold ON waitlist (hold_id) WHERE hold_id IS NOT NULL;
  `,
  // Which request caused an event, to follow it through the logs.
  "ALTER TABLE events ADD COLUMN request_id TEXT",
];
