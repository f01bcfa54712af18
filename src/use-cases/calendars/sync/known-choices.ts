import * as z from "zod";
import { type ChoiceView, choiceView } from "../../../contracts/calendar-sync.ts";
import type { AccountRow } from "../../../db/queries/calendar-accounts.ts";
import { findChoices, saveChoices } from "../../../db/queries/calendar-choices.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import type { CalendarAccountId } from "../../../domain/ids.ts";
import { type EpochMs, MINUTE_MS } from "../../../domain/time.ts";
import { tenantVault } from "../../tenant-vault.ts";

/** Somebody who makes a calendar at the vendor and does not see it here at once asks for it anew. */
const KNOWN_MS = 10 * MINUTE_MS;

const placeOfChoices = (row: CalendarAccountId) => ({ purpose: "calendar.choices", row }) as const;

type Account = Pick<AccountRow, "id" | "credentialVersion">;

/** Null: nobody has asked lately, or it was asked with another credential. */
export async function readChoices(
  env: Env,
  db: TenantDb,
  { id, credentialVersion }: Account,
  now: EpochMs,
): Promise<ChoiceView[] | null> {
  const row = await findChoices(db, id);
  if (!row || row.credentialVersion !== credentialVersion || now - row.readAt >= KNOWN_MS) return null;
  const text = await (await tenantVault(env, db)).open(placeOfChoices(id), row.sealedChoices);
  return z.array(choiceView).parse(JSON.parse(text));
}

export async function keepChoices(
  env: Env,
  db: TenantDb,
  { id, credentialVersion }: Account,
  choices: readonly ChoiceView[],
  readAt: EpochMs,
): Promise<void> {
  const sealedChoices = await (await tenantVault(env, db)).seal(placeOfChoices(id), JSON.stringify(choices));
  await saveChoices(db, { accountId: id, credentialVersion, sealedChoices, readAt });
}
