import { newCredentials } from "../../../scripts/seed/credentials.ts";
import { buildDemo, type Demo } from "../../../scripts/seed/demo.ts";
import { seededId } from "../../../scripts/seed/dice.ts";
import { catalogueRows, foundedAt } from "../../../scripts/seed/rows.ts";
import { demoRulebooks } from "../../../scripts/seed/rulebooks.ts";
import { type Rulebook, rulebook } from "../../../src/domain/booking/rulebook.ts";

/** Keys of tests only. */
export const TEST_SECRETS = {
  DATA_KEY_V1: "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
  PASSWORD_PEPPER: "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY=",
};

export type BranchSize = { staff: number; horizonDays: number };

/** The demo business with more branches, roomy enough to book for minutes. */
export type Business = { demo: Demo; branches: Rulebook[] };

export const FROM_MINUTE = 9 * 60;
export const TO_MINUTE = 19 * 60;
const WEEK = [1, 2, 3, 4, 5, 6, 7];

export async function buildBusiness(names: readonly string[], size: BranchSize, now: number): Promise<Business> {
  const { DATA_KEY_V1: masterKey, PASSWORD_PEPPER: pepper } = TEST_SECRETS;
  const demo = await buildDemo({ now, masterKey, pepper, credentials: newCredentials() });
  const [template] = demoRulebooks(now);
  if (!template) throw new Error("the demo has no branch");
  const branches = names.map((name, index) => branchLike(template, name, index, size));
  addBranches(demo, branches, now);
  return { demo, branches };
}

/** The demo's services, done by everybody, every day of the week. */
function branchLike(template: Rulebook, name: string, index: number, size: BranchSize): Rulebook {
  const staff = Array.from({ length: size.staff }, (_, member) => ({
    id: seededId("stf", `${name}|${member}`),
    name: `${["Anna", "Ben", "Clara", "David", "Emma", "Felix", "Greta", "Hugo"][member % 8]} ${name}`,
    hours: null,
  }));
  const services = template.services.map((service) => ({
    ...service,
    id: seededId("svc", `${name}|${service.name}`),
    horizonDays: size.horizonDays,
    resources: [],
    staffIds: staff.map(({ id }) => id),
  }));
  const weekly = WEEK.map((weekday) => ({ weekday, fromMinute: FROM_MINUTE, toMinute: TO_MINUTE }));
  return rulebook.parse({
    ...template,
    branchId: seededId("brn", name),
    branchName: name,
    phone: `+4930231259${String(index).padStart(2, "0")}`,
    hours: { weekly, exceptions: [] },
    services,
    staff,
    resources: [],
  });
}

function addBranches({ rows }: Demo, branches: Rulebook[], now: number): void {
  const createdAt = foundedAt(now);
  const catalogue = catalogueRows(branches, createdAt);
  for (const table of Object.keys(catalogue) as (keyof typeof catalogue)[]) {
    // Both sides are rows of the same table; the compiler sees only the union of all tables.
    (rows[table] as object[]).push(...catalogue[table]);
  }
  const [number] = rows.phoneNumbers;
  if (!number) throw new Error("the demo has no phone number");
  for (const { branchId, phone } of branches) {
    rows.phoneNumbers.push({ ...number, id: seededId("num", branchId), e164: phone ?? "", branchId });
  }
}
