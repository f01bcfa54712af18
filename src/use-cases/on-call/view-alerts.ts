import type { AlertView } from "../../contracts/on-call.ts";
import { findTenant, findUser } from "../../db/queries/identity.ts";
import { listMessageStates } from "../../db/queries/messages.ts";
import { type AlertRow, findAlert, listAlerts, listOnCall, listSteps, type StepRow } from "../../db/queries/on-call.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import { type OnCallAlertId, type TenantId, userId } from "../../domain/ids.ts";
import { toUtc } from "../../domain/time.ts";
import { readUserProfile } from "../identity/user-profile.ts";
import { tenantVault } from "../tenant-vault.ts";
import { messageOf } from "./alert-words.ts";
import { openPerson } from "./people.ts";

type Wanted = Page & { waiting: boolean };

/** Newest first, with whom they rang and what became of it. */
export async function listAlertViews(env: Env, tenantId: TenantId, wanted: Wanted): Promise<Paged<AlertView>> {
  const db = tenantDb(env.DB, tenantId);
  const { items, nextCursor } = await listAlerts(db, wanted.waiting, wanted);
  return { items: await toViews(env, db, items), nextCursor };
}

/** Null when this tenant has no such alert. */
export async function findAlertView(env: Env, tenantId: TenantId, id: OnCallAlertId): Promise<AlertView | null> {
  const db = tenantDb(env.DB, tenantId);
  const row = await findAlert(db, id);
  const [view] = row ? await toViews(env, db, [row]) : [];
  return view ?? null;
}

async function toViews(env: Env, db: TenantDb, rows: readonly AlertRow[]): Promise<AlertView[]> {
  const vault = await tenantVault(env, db);
  const steps = await listSteps(
    db,
    rows.map(({ id }) => id),
  );
  const messageIds = steps.map(({ messageId }) => messageId);
  const [names, messages] = await Promise.all([namesOf(env, vault, db, rows), listMessageStates(db, messageIds)]);
  const sent = new Map(messages.map(({ id, ...state }) => [id as string, state]));
  return Promise.all(
    rows.map(async (row) => {
      const words = await messageOf(db, vault, row);
      const own = steps.filter(({ alertId }) => alertId === row.id).map((step) => toStep(step, names, sent));
      const by = row.acknowledgedBy;
      return { ...toView(row), ...wordsOf(words), steps: own, acknowledgedBy: by && (names.get(by) || by) };
    }),
  );
}

function wordsOf(words: Awaited<ReturnType<typeof messageOf>>) {
  return { message: words?.message ?? null, phone: words?.phone ?? null };
}

/** Who could have taken one: people of the rota and users. */
async function namesOf(env: Env, vault: Vault, db: TenantDb, rows: readonly AlertRow[]): Promise<Map<string, string>> {
  const people = (await listOnCall(db)).map(async (row) => [row.id, (await openPerson(vault, row)).name] as const);
  const takers = new Set(rows.flatMap(({ acknowledgedBy }) => userId.safeParse(acknowledgedBy).data ?? []));
  const users = [...takers].map(async (id) => {
    const [tenant, user] = [await findTenant(db), await findUser(db, id)];
    return [id, tenant && user ? (await readUserProfile(env, tenant, user)).name : ""] as const;
  });
  return new Map<string, string>(await Promise.all([...people, ...users]));
}

type States = Map<string, { status: string; reason: string | null }>;

function toStep({ personId, messageId, call, at }: StepRow, names: Map<string, string>, sent: States) {
  return { personId, name: names.get(personId) ?? null, at: toUtc(at), sms: sent.get(messageId) ?? null, call };
}

function toView({ id, branchId, callId, taskId, status, acknowledgedVia, acknowledgedAt, createdAt }: AlertRow) {
  const times = { acknowledgedAt: acknowledgedAt === null ? null : toUtc(acknowledgedAt), createdAt: toUtc(createdAt) };
  return { id, branchId, callId, taskId, status, acknowledgedVia, ...times };
}
