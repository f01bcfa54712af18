import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { operators } from "../../src/db/schema/operators.ts";
import { loginIndex } from "../../src/db/vault.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { createOperator, newSetup } from "../../src/use-cases/identity/operators/create-operator.ts";
import type { Database } from "./seed-d1.ts";

/** Who runs the demo's platform. */
export const OPERATOR = { name: "Olivia Betreiber", email: "operator@frontdesk.example", language: "en" } as const;

/**
 * Answers with the path of the link by which the demo's operator chooses password and second factor: a fresh one at each
 * start, for it is good for a day. Null once they have.
 */
export async function inviteOperator(d1: Database, masterKey: string, now: EpochMs): Promise<string | null> {
  const orm = drizzle(d1);
  const theirs = eq(operators.emailIndex, await loginIndex(masterKey, OPERATOR.email));
  const known = await orm.select().from(operators).where(theirs).get();
  if (!known) {
    const { row, setupToken } = await createOperator(masterKey, OPERATOR, now);
    await orm.insert(operators).values(row);
    return setupPath(setupToken);
  }
  if (known.passwordHash !== null) return null;
  const { setupToken, ...setup } = await newSetup(now);
  await orm.update(operators).set(setup).where(theirs);
  return setupPath(setupToken);
}

function setupPath(setupToken: string): string {
  return `/admin/setup?token=${setupToken}`;
}
