import type { ToldCalendarTrouble } from "../../../contracts/webhook-events.ts";
import type { AccountRow } from "../../../db/queries/calendar-accounts.ts";
import type { TargetRow } from "../../../db/queries/calendar-targets.ts";
import type { NewEmail } from "../../../db/queries/emails.ts";
import { allEndpoints } from "../../../db/queries/webhook-endpoints.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import type { Language } from "../../../domain/language.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { configOf } from "../../../env.ts";
import { ownerNotices } from "../../messaging/owner-notices.ts";
import { emailInsert, wakeEmails } from "../../messaging/queue-email.ts";
import { type CalendarTrouble, renderCalendarTrouble } from "../../messaging/templates/calendar-emails.ts";
import { type Announcement, announce } from "../../outbound/announce.ts";
import { wakeCouriers } from "../../outbound/wake-couriers.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { tellAccountChanged } from "./tell-account-changed.ts";

export type Trouble = {
  kind: CalendarTrouble["kind"];
  account: AccountRow;
  /** Null: the whole account. */
  target: TargetRow | null;
  reason: string;
  /** Tells one break from the next: what is noticed twice is told once. */
  occasion: string;
};

const types = { broken: "calendar.account_broken", failing: "calendar.sync_failing" } as const;

/** What tells of trouble, to be stored with the trouble itself; `tell` goes after the batch. */
export async function prepareAlert(env: Env, db: TenantDb, trouble: Trouble, now: EpochMs) {
  const [notices, announcement] = await Promise.all([noticesOf(env, db, trouble, now), newsOf(db, trouble, now)]);
  return {
    statements: [...notices.map((notice) => emailInsert(db, notice)), ...(announcement?.statements ?? [])],
    tell: () => tell(env, db, trouble, { notices, announcement }, now),
  };
}

async function noticesOf(env: Env, db: TenantDb, trouble: Trouble, now: EpochMs): Promise<NewEmail[]> {
  const { kind, account, target, occasion } = trouble;
  const url = new URL("/app/integrations", configOf(env).PUBLIC_URL).href;
  const told = { kind, provider: account.provider, name: target?.externalName ?? account.name, url };
  const render = (language: Language) => renderCalendarTrouble(language, told);
  const vault = await tenantVault(env, db);
  return ownerNotices({ db, vault }, { kind: `calendar_${kind}`, occasion, render }, now);
}

async function newsOf(db: TenantDb, trouble: Trouble, at: EpochMs): Promise<Announcement | null> {
  const { kind, account, target, reason, occasion: source } = trouble;
  const about = { accountId: account.id, targetId: target?.id ?? null, provider: account.provider };
  const data: ToldCalendarTrouble = { ...about, reason, noticedAt: new Date(at).toISOString() };
  const news = { source, type: types[kind], at, subjectId: account.id, data, requestId: null };
  return announce(db, await allEndpoints(db), [news], at);
}

type Stored = { notices: NewEmail[]; announcement: Announcement | null };

async function tell(
  env: Env,
  db: TenantDb,
  { account }: Trouble,
  { notices, announcement }: Stored,
  now: EpochMs,
): Promise<void> {
  const ids = notices.map(({ id }) => id);
  await Promise.all([
    tellAccountChanged(env, db.tenantId, account.id, now),
    wakeEmails(env, db.tenantId, ids),
    wakeCouriers(env, db.tenantId, announcement?.endpointIds ?? []),
  ]);
}
