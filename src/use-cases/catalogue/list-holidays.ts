import type { HolidaysView } from "../../contracts/catalogue.ts";
import { listExceptionDates } from "../../db/queries/catalogue-staff.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { publicHolidays } from "../../domain/booking/holidays.ts";
import type { Rulebook } from "../../domain/booking/rulebook.ts";

/** The public holidays of the branch's region in a year. Without a region there are none. */
export async function listHolidays(env: Env, rules: Rulebook, year: number): Promise<HolidaysView> {
  const region = rules.hours.holidayRegion;
  if (!region) return { region, year, items: [] };
  const span = { from: `${year}-01-01`, to: `${year}-12-31` };
  const replaced = await listExceptionDates(tenantDb(env.DB, rules.tenantId), rules.branchId, span);
  const items = publicHolidays(region, year).map(({ date, name }) => {
    return { date, name, isReplaced: replaced.includes(date) };
  });
  return { region, year, items };
}
