/** Values longer than this say nothing that anybody reads in a log. */
const MAX_CHARS = 8_000;
const TOO_LONG = "(too long for the log)";

/** How an edit is told in the audit log. Never a name of a person: entries outlive the erasure of one. */
export type AuditedValues = { before?: Record<string, unknown>; after?: Record<string, unknown> };

/** The named fields of what was there and of what is there now. Null: there was, or is, none. */
export function auditedValues(before: object | null, after: object | null, fields: readonly string[]): AuditedValues {
  return { ...(before ? { before: pick(before, fields) } : {}), ...(after ? { after: pick(after, fields) } : {}) };
}

function pick(from: object, fields: readonly string[]): Record<string, unknown> {
  const values = new Map(Object.entries(from));
  return Object.fromEntries(fields.map((name) => [name, shorten(values.get(name) ?? null)]));
}

function shorten(value: unknown): unknown {
  return JSON.stringify(value).length > MAX_CHARS ? TOO_LONG : value;
}
