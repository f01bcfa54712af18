import { auditInsert } from "../../db/queries/audit.ts";
import { loadRulebook } from "../../db/queries/catalogue.ts";
import {
  type AlertRow,
  changeOpenAlert,
  findAlert,
  findOnCallSettings,
  insertStep,
  listOnCall,
  noteStepCall,
  type PersonRow,
} from "../../db/queries/on-call.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { Rulebook } from "../../domain/booking/rulebook.ts";
import type { MessageId, OnCallAlertId, TenantId } from "../../domain/ids.ts";
import { nextOnCall, nextStepAt } from "../../domain/on-call/rota.ts";
import { onCallWords } from "../../domain/on-call/words.ts";
import type { EpochMs } from "../../domain/time.ts";
import { pageUrl } from "../identity/accounts/account-link.ts";
import { hashToken, newLinkToken } from "../identity/token.ts";
import { messageInsert, sealMessage, wakeMessages } from "../messaging/queue-message.ts";
import { tenantVault } from "../tenant-vault.ts";
import { messageOf } from "./alert-words.ts";
import { openPerson } from "./people.ts";
import { wakeAlert } from "./raise-alert.ts";
import { ringPerson } from "./ring-person.ts";
import { tellOfAlert } from "./tell-of-alert.ts";

type Work = { env: Env; db: TenantDb; vault: Vault; alert: AlertRow; rules: Rulebook; now: EpochMs };

/**
 * Rings the next person of the rota by SMS and call, and comes back when their time is over. Whoever counts the step up
 * rings; a message too many finds it counted. Safe to repeat and to break off: the next person is rung all the same.
 */
export async function runAlert(
  env: Env,
  { tenantId, alertId }: { tenantId: TenantId; alertId: OnCallAlertId },
  now: EpochMs,
): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const alert = await findAlert(db, alertId);
  if (!alert || alert.status !== "open" || alert.nextStepAt > now) return;
  const rules = await loadRulebook(db, alert.branchId, now);
  const [settings, everybody] = [await findOnCallSettings(db), await listOnCall(db)];
  const people = everybody.filter(({ isActive }) => isActive);
  const { rung } = alert;
  const rota = { people, waitMinutes: settings.waitMinutes, rounds: settings.rounds };
  const next = rules && nextOnCall(rota, { rung, timeZone: rules.timeZone, now });
  const due = nextStepAt(rota, now);
  const change = next ? { rung: rung + 1, nextStepAt: due } : { status: "exhausted" as const };
  if (!(await changeOpenAlert(db, alert, change))) return;
  if (!rules || !next) return end(env, db, alert, now);
  await wakeAlert(env, { tenantId, alertId }, Math.ceil((due - now) / 1_000));
  const work = { env, db, vault: await tenantVault(env, db), alert: { ...alert, rung: rung + 1 }, rules, now };
  await ring(work, next);
}

async function end(env: Env, db: TenantDb, alert: AlertRow, at: EpochMs): Promise<void> {
  const facts = { rung: alert.rung };
  const entry = {
    actor: "system" as const,
    action: "on_call_alert.exhausted",
    subjectId: alert.id,
    facts,
    requestId: "",
    at,
  };
  await auditInsert(db, entry);
  await tellOfAlert(env, db, alert, at);
}

async function ring(work: Work, person: PersonRow): Promise<void> {
  const { env, db, vault, alert, rules, now } = work;
  const { phone } = await openPerson(vault, person);
  const message = (await messageOf(db, vault, alert))?.message ?? "";
  const token = newLinkToken();
  const said = { business: rules.tenantName, message };
  const words = onCallWords[person.language];
  const text = words.sms({ ...said, link: pageUrl(env, `/alert/${token}`) });
  const about = { customerId: null, appointmentId: null, appointmentStartsAt: null, language: person.language };
  const kind = { channel: "sms" as const, purpose: "transactional" as const, kind: "on_call" };
  const uniqueKey = `alert/${alert.id}/${alert.rung}`;
  const sms = await sealMessage(vault, { ...kind, ...about, uniqueKey, to: phone, body: { text } }, now);
  const messageId = sms.id as MessageId; // made by sealMessage
  const step = { alertId: alert.id, step: alert.rung, personId: person.id, messageId, call: null, at: now };
  const facts = { personId: person.id, step: alert.rung };
  const entry = {
    actor: "system" as const,
    action: "on_call_alert.rang",
    subjectId: alert.id,
    facts,
    requestId: "",
    at: now,
  };
  const stepInsert = insertStep(db, { ...step, tokenHash: await hashToken(token) });
  await db.orm.batch([messageInsert(db, sms), stepInsert, auditInsert(db, entry)]);
  await wakeMessages(env, db.tenantId, [messageId]);
  await tellOfAlert(env, db, alert, now);
  const opening = words.opening(said);
  await noteStepCall(db, step, await ringPerson({ env, db, alert, rules }, { phone, opening, message }));
  await tellOfAlert(env, db, alert, now + 1);
}
