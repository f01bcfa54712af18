import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import {
  findDelivery,
  findMessage,
  listAttempts,
  listDeliveries,
  listDue,
  listReplayable,
  nextDueAt,
} from "../../../src/db/queries/webhook-deliveries.ts";
import {
  cancelPending,
  forgetOlderBodies,
  restartDeliveries,
  restartDelivery,
} from "../../../src/db/queries/webhook-delivery-edits.ts";
import {
  allEndpoints,
  findEndpoint,
  listEndpoints,
  updateEndpoint,
} from "../../../src/db/queries/webhook-endpoints.ts";
import { deleteOldWebhooks, listOverdueEndpoints } from "../../../src/db/queries/webhook-sweeps.ts";
import { type TenantDb, tenantDb } from "../../../src/db/tenant-db.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aWebhook } from "../../support/worker/webhooks.ts";
import { plansOf } from "../db/explain.ts";

const page = { cursor: null, limit: 20 };
const later = { cursor: btoa(`1.${newId("whd")}`), limit: 20 };
const [endpointId, id] = [newId("whk"), newId("whd")];
const range = { endpointId, from: 1, to: 2, types: ["call.ended" as const], includesDelivered: false };

type Case = { name: string; run: (db: TenantDb, d1: D1Database) => Promise<unknown>; uses: string[]; sorts?: boolean };

const cases: Case[] = [
  { name: "endpoints", run: (db) => listEndpoints(db, page), uses: ["webhook_endpoints_tenant"] },
  { name: "all endpoints", run: (db) => allEndpoints(db), uses: ["webhook_endpoints_tenant"] },
  { name: "an endpoint", run: (db) => findEndpoint(db, endpointId), uses: ["sqlite_autoindex_webhook_endpoints_1"] },
  { name: "deliveries", run: (db) => listDeliveries(db, {}, later), uses: ["webhook_deliveries_list"] },
  {
    name: "deliveries of an endpoint",
    run: (db) => listDeliveries(db, { endpointId, status: "failed" }, later),
    uses: ["webhook_deliveries_endpoint"],
  },
  { name: "what is due", run: (db) => listDue(db, endpointId, 1, 20), uses: ["webhook_deliveries_due"] },
  { name: "what is due next", run: (db) => nextDueAt(db, endpointId), uses: ["webhook_deliveries_due"] },
  { name: "what is cancelled", run: async (db) => cancelPending(db, endpointId), uses: ["webhook_deliveries_due"] },
  {
    name: "what can be replayed",
    run: (db) => listReplayable(db, range, 10),
    uses: ["webhook_messages_tenant", "webhook_deliveries_message"],
  },
  { name: "attempts", run: (db) => listAttempts(db, id, 10), uses: ["webhook_attempts_delivery"] },
  { name: "older bodies", run: async (db) => forgetOlderBodies(db, id, "x"), uses: ["webhook_attempts_delivery"] },
  {
    name: "overdue endpoints",
    run: (_, d1) => listOverdueEndpoints(d1, 1, 10),
    uses: ["webhook_deliveries_overdue"],
    sorts: true, // distinct endpoints among those few that are overdue
  },
  {
    name: "old webhooks",
    run: (_, d1) => deleteOldWebhooks(d1, 1, 10),
    uses: ["webhook_attempts_age", "webhook_deliveries_age", "webhook_messages_age"],
  },
];

describe("query plans", () => {
  it.each(cases)("finds $name by index", async ({ run, uses, sorts }) => {
    const plan = await plansOf((d1) => run(tenantDb(d1, newId("ten")), d1));
    for (const index of uses) expect(plan.join("\n")).toMatch(new RegExp(`SEARCH .* INDEX ${index}\\b`));
    expect(plan.filter((line) => /^SCAN (?!CONSTANT ROW)/.test(line))).toEqual([]);
    if (!sorts) expect(plan.filter((line) => line.includes("TEMP B-TREE"))).toEqual([]);
  });
});

describe("another tenant", () => {
  let mine: TestTenant;
  let ids: Awaited<ReturnType<typeof aWebhook>>;
  beforeAll(async () => {
    mine = await aTenant();
    ids = await aWebhook(mine);
  });

  it("finds none of it, and changes none of it", async () => {
    const [own, other] = [tenantDb(env.DB, mine.tenantId), tenantDb(env.DB, newId("ten"))];
    const before = await findDelivery(own, ids.deliveryId);
    if (!before) throw new Error("the delivery is not there");
    const span = { ...range, endpointId: ids.endpointId, types: [before.type], to: Date.now() + 1 };
    for (const db of [own, other]) {
      const found = [
        (await listEndpoints(db, page)).items.length,
        (await allEndpoints(db)).length,
        Number((await findEndpoint(db, ids.endpointId)) !== null),
        (await listDeliveries(db, {}, page)).items.length,
        Number((await findDelivery(db, ids.deliveryId)) !== null),
        Number((await findMessage(db, before.messageId)) !== null),
        (await listReplayable(db, span, 10)).length,
      ];
      expect(found).toEqual(found.map(() => (db === own ? 1 : 0)));
    }
    await other.orm.batch([
      restartDelivery(other, ids.deliveryId, 1),
      restartDeliveries(other, [ids.deliveryId], 1),
      cancelPending(other, ids.endpointId),
      updateEndpoint(other, ids.endpointId, { status: "disabled" }),
    ]);
    expect(await findDelivery(own, ids.deliveryId)).toEqual(before);
    expect((await findEndpoint(own, ids.endpointId))?.status).toBe("enabled");
  });
});
