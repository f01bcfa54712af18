import type { AlertVia } from "../../contracts/on-call.ts";
import { type AuditEntry, auditInsert } from "../../db/queries/audit.ts";
import { acknowledgeStatement, findAlert, findLastRung, findStepByToken } from "../../db/queries/on-call.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { OnCallAlertId, TenantId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { DAY_MS, type EpochMs } from "../../domain/time.ts";
import { hashToken, isLinkToken } from "../identity/token.ts";
import { wakeTeller } from "./tell-caller.ts";
import { tellOfAlert } from "./tell-of-alert.ts";

/** `actor` as the audit log names them: people of the rota are no users. */
type Taker = { by: string; via: AlertVia; requestId: string; actor: AuditEntry["actor"] };
export type AckRefusal = { reason: "not_found" } | { reason: "alert_taken" };

/** Somebody takes the emergency: nobody else is rung. Whoever takes it again changes nothing. */
export async function acknowledge(
  env: Env,
  db: TenantDb,
  id: OnCallAlertId,
  { by, via, requestId, actor }: Taker,
  now: EpochMs,
): Promise<Result<OnCallAlertId, AckRefusal>> {
  const alert = await findAlert(db, id);
  if (!alert) return err({ reason: "not_found" });
  if (alert.status === "acknowledged") return alert.acknowledgedBy === by ? ok(id) : err({ reason: "alert_taken" });
  const taken = { acknowledgedBy: by, acknowledgedVia: via, acknowledgedAt: now };
  const facts = { by, via };
  const audit = { actor, action: "on_call_alert.acknowledged", subjectId: id, facts, requestId, at: now };
  const [done] = await db.orm.batch([acknowledgeStatement(db, id, taken), auditInsert(db, audit)]);
  await tellOfAlert(env, db, alert, now);
  if (done.meta.changes === 0) return err({ reason: "alert_taken" });
  await wakeTeller(env, db, id);
  return ok(id);
}

export type OpenedAlert = { tenantId: TenantId; alertId: OnCallAlertId; personId: string };

/** What a link in an SMS leads to. Null: nothing, or it is over. */
export async function openAlertLink(env: Env, token: string, now: EpochMs): Promise<OpenedAlert | null> {
  if (!isLinkToken(token)) return null;
  const step = await findStepByToken(env.DB, await hashToken(token));
  if (!step || step.at < now - DAY_MS) return null;
  return { tenantId: step.tenantId, alertId: step.alertId, personId: step.personId };
}

export async function acknowledgeByLink(env: Env, { tenantId, alertId, personId }: OpenedAlert, now: EpochMs) {
  const taker = { by: personId, via: "link" as const, requestId: "", actor: "web" as const };
  return acknowledge(env, tenantDb(env.DB, tenantId), alertId, taker, now);
}

/** A yes from somebody's number is about the emergency that they were rung for last. */
export async function acknowledgeByReply(env: Env, db: TenantDb, phoneIndex: string, now: EpochMs): Promise<void> {
  const rung = await findLastRung(db, phoneIndex, now - DAY_MS);
  if (!rung) return;
  const taker = { by: rung.personId, via: "reply" as const, requestId: "", actor: "system" as const };
  await acknowledge(env, db, rung.alertId, taker, now);
}
