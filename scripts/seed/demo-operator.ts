import { drizzle } from "drizzle-orm/d1";
import { operators } from "../../src/db/schema/operators.ts";
import type { EpochMs } from "../../src/domain/time.ts";
import { createOperator } from "../../src/use-cases/identity/operators/create-operator.ts";
import type { Database } from "./seed-d1.ts";

const WHO = { name: "Olivia Betreiber", email: "operator@frontdesk.example", language: "en" } as const;

/** Who runs the demo's platform. Answers with the path of the link by which they choose password and second factor. */
export async function seedOperator(d1: Database, masterKey: string, now: EpochMs): Promise<string> {
  const { row, setupToken } = await createOperator(masterKey, WHO, now);
  await drizzle(d1).insert(operators).values(row);
  return `/admin/setup?token=${setupToken}`;
}
