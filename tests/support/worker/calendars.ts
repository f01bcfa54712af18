import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { calendarFeeds, calendarSubscriptions } from "../../../src/db/schema/calendars.ts";
import { placeOfUrl } from "../../../src/use-cases/calendars/subscription-names.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import type { TestTenant } from "./a-tenant.ts";

/** A feed that nobody has the address of, and a calendar whose host never resolves; neither is due. */
export async function someCalendars({ tenantId, branchId, anna, vault }: TestTenant) {
  const [feedId, subscriptionId] = [newId("fed"), newId("sub")];
  const common = { tenantId, branchId, createdAt: Date.now() };
  const url = "https://calendars.example/anna.ics";
  const sealedUrl = await vault.seal(placeOfUrl(subscriptionId), url);
  const where = { sealedUrl, host: "calendars.example", nextSyncAt: Date.now() + 86_400_000 };
  const orm = drizzle(env.DB);
  await orm.batch([
    orm.insert(calendarFeeds).values({ ...common, id: feedId, tokenHash: feedId, details: "names" }),
    orm
      .insert(calendarSubscriptions)
      .values({ ...common, ...where, id: subscriptionId, calendarId: anna, name: "Own" }),
  ]);
  return { feedId, subscriptionId };
}
