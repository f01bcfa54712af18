import { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";
import type { TenantId } from "../domain/ids.ts";
import type { EpochMs } from "../domain/time.ts";

/** An audit row as it is sealed and chained. `facts` is the JSON text exactly as it is stored. */
export type AuditContent = {
  tenantId: TenantId;
  id: string;
  actor: string;
  action: string;
  subjectId: string;
  facts: string;
  requestId: string;
  at: EpochMs;
};

/**
 * What a row carries from its birth. Nobody who can only write to the database can make it, so a row that was slipped
 * in, or changed before the chain took it, is told from a real one.
 */
export function auditSeal(masterKey: string, content: AuditContent): string {
  return mac(keyFor(masterKey, "seal"), canonical(content));
}

/** The link of a row behind `previous`, the hash before it; an empty text before the first. */
export function auditHash(masterKey: string, previous: string, content: AuditContent): string {
  return mac(keyFor(masterKey, "chain"), `${previous}\n${canonical(content)}`);
}

/** One text for one row: a list, so that no field can run into the next. */
function canonical({ tenantId, id, actor, action, subjectId, facts, requestId, at }: AuditContent): string {
  return JSON.stringify([tenantId, id, actor, action, subjectId, facts, requestId, at]);
}

/** Of the master keys of this isolate, of which there are a few: every row needs two. */
const keys = new Map<string, Buffer>();

function keyFor(masterKey: string, use: "seal" | "chain"): Buffer {
  const name = `${use}:${masterKey}`;
  const known = keys.get(name);
  if (known) return known;
  const made = createHmac("sha256", Buffer.from(masterKey, "base64")).update(`frontdesk audit-${use}`).digest();
  keys.set(name, made);
  return made;
}

// Synchronous on purpose: a chain must not be interrupted between its head and its next link.
function mac(key: Buffer, text: string): string {
  return createHmac("sha256", key).update(text).digest("base64url");
}
