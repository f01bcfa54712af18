import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { AuditReport } from "../../../src/contracts/audit.ts";
import type { TenantId } from "../../../src/domain/ids.ts";
import { anchorAudit } from "../../../src/use-cases/audit/anchor-audit.ts";
import { verifyAudit } from "../../../src/use-cases/audit/verify-audit.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { append, type StoredEntry, storedEntries, writeEntries } from "../../support/worker/audit.ts";
import { evict } from "../../support/worker/evict.ts";

const DAY = Date.parse("2026-12-01T03:17:00Z");

/** A chain of five. */
async function aChain(): Promise<{ tenantId: TenantId; rows: StoredEntry[] }> {
  const tenantId = newId("ten");
  await writeEntries(tenantId, 5);
  await append(tenantId);
  return { tenantId, rows: await storedEntries(tenantId) };
}

/** As somebody with access to the database and nothing else. */
async function tamper(sql: string, ...values: unknown[]): Promise<void> {
  await env.DB.prepare(sql)
    .bind(...values)
    .run();
}

const findingsOf = ({ findings }: AuditReport) => findings.map(({ kind, seq }) => `${kind} ${seq}`);
const idOf = (rows: StoredEntry[], seq: number) => rows.find((row) => row.seq === seq)?.id;

beforeAll(async () => {
  await aChain();
});
afterEach(() => vi.restoreAllMocks());

describe("the chain of audit entries", () => {
  it("gives each entry its place and a hash that depends on all before it, and is found intact", async () => {
    const { tenantId, rows } = await aChain();
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(rows.map(({ hash }) => hash)).size).toBe(5);
    const report = await verifyAudit(env, tenantId, 0);
    const head = { seq: 5, hash: rows[4]?.hash };
    expect(report).toEqual({ isIntact: true, isComplete: true, checkedTo: 5, head, anchors: 0, findings: [] });
  });

  it("takes each entry once, however many append at the same time and whatever fails on the way", async () => {
    const tenantId = newId("ten");
    await writeEntries(tenantId, 230);
    await Promise.all([append(tenantId), append(tenantId), append(tenantId)]);
    // The object has committed, the rows have not heard of it: as after a lost write.
    await tamper("UPDATE audit_log SET seq = NULL, hash = NULL WHERE tenant_id = ? AND seq > 100", tenantId);
    await evict(env.AUDIT_CHAIN.getByName(tenantId));
    await writeEntries(tenantId, 3, 2_000);
    await append(tenantId);

    const rows = await storedEntries(tenantId);
    expect(rows.map(({ seq }) => seq).sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 233 }, (_, i) => i + 1),
    );
    expect(await verifyAudit(env, tenantId, 0)).toMatchObject({ isIntact: true, checkedTo: 233 });
  });

  it("finds an entry that was edited", async () => {
    const { tenantId, rows } = await aChain();
    await tamper(`UPDATE audit_log SET facts = '{"before":{},"after":{}}' WHERE id = ?`, idOf(rows, 3));
    expect(findingsOf(await verifyAudit(env, tenantId, 0))).toEqual(["edited 3"]);
  });

  it("finds an entry that was deleted", async () => {
    const { tenantId, rows } = await aChain();
    await tamper("DELETE FROM audit_log WHERE id = ?", idOf(rows, 3));
    expect(findingsOf(await verifyAudit(env, tenantId, 0))).toEqual(["deleted 3"]);
  });

  it("finds entries that were reordered", async () => {
    const { tenantId, rows } = await aChain();
    await tamper("UPDATE audit_log SET seq = 7 - seq WHERE id IN (?, ?)", idOf(rows, 3), idOf(rows, 4));
    expect(findingsOf(await verifyAudit(env, tenantId, 0))).toEqual(["reordered 3", "reordered 4"]);
  });

  it("finds a tail that was cut off", async () => {
    const { tenantId } = await aChain();
    await tamper("DELETE FROM audit_log WHERE tenant_id = ? AND seq >= 4", tenantId);
    expect(findingsOf(await verifyAudit(env, tenantId, 0))).toEqual(["truncated 4", "truncated 5"]);
  });

  it.each([
    { name: "without a place", seq: null, kind: "inserted 0" },
    { name: "with the next place", seq: 6, kind: "inserted 6" },
    { name: "in the place of another", seq: 3, kind: "inserted 3" },
  ])("finds an entry that was slipped in $name", async ({ seq, kind }) => {
    const { tenantId, rows } = await aChain();
    await tamper(
      `INSERT INTO audit_log (tenant_id, id, actor, action, subject_id, facts, request_id, at, seal, seq, hash)
       SELECT tenant_id, ?, actor, 'test.forged', subject_id, facts, request_id, at, seal, ?, hash
       FROM audit_log WHERE id = ?`,
      newId("evt").replace("evt", "aud"),
      seq,
      idOf(rows, 3),
    );
    expect(findingsOf(await verifyAudit(env, tenantId, 0))).toEqual([kind]);
  });

  it("does not take an entry that was changed before it was chained", async () => {
    const tenantId = newId("ten");
    await writeEntries(tenantId, 3);
    await tamper("UPDATE audit_log SET actor = 'usr_x' WHERE tenant_id = ? AND subject_id = 'subject-1'", tenantId);
    await append(tenantId);
    expect((await storedEntries(tenantId)).map(({ seq }) => seq)).toEqual([1, 0, 2]);
    expect(findingsOf(await verifyAudit(env, tenantId, 0))).toEqual(["inserted 0"]);
  });

  it("finds by the heads kept outside that rows and object were both set back", async () => {
    const { tenantId } = await aChain();
    await anchorAudit(env, tenantId, DAY);
    await tamper("DELETE FROM audit_log WHERE tenant_id = ? AND seq >= 4", tenantId);
    await runInDurableObject(env.AUDIT_CHAIN.getByName(tenantId), (_, { storage }) => {
      storage.sql.exec("DELETE FROM chain WHERE seq >= 4");
    });
    expect(findingsOf(await verifyAudit(env, tenantId, 0))).toEqual(["anchor_mismatch 5"]);
  });

  it("keeps its head outside once a day, and a later one does not replace it", async () => {
    const { tenantId } = await aChain();
    await anchorAudit(env, tenantId, DAY);
    await writeEntries(tenantId, 1, 9_000);
    await anchorAudit(env, tenantId, DAY + 1);
    await anchorAudit(env, tenantId, DAY + 86_400_000);
    const kept = await Promise.all(
      ["2026-12-01", "2026-12-02"].map(async (day) => (await env.FILES.get(`audit-heads/${tenantId}/${day}`))?.json()),
    );
    expect(kept).toMatchObject([{ seq: 5 }, { seq: 6 }]);
    expect(await verifyAudit(env, tenantId, 0)).toMatchObject({ isIntact: true, anchors: 2 });
  });

  it("cannot be continued by somebody who has copied a seal to another tenant", async () => {
    const { rows } = await aChain();
    const other = newId("ten");
    await tamper(
      `INSERT INTO audit_log (tenant_id, id, actor, action, subject_id, facts, request_id, at, seal)
       SELECT ?, 'aud_copied' || ?, actor, action, subject_id, facts, request_id, at, seal FROM audit_log WHERE id = ?`,
      other,
      other,
      idOf(rows, 1),
    );
    await append(other);
    expect((await storedEntries(other)).map(({ seq }) => seq)).toEqual([0]);
  });
});
