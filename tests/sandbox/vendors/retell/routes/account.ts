import type { RetellApp } from "../retell.ts";

export const CONCURRENCY_LIMIT = 100;

/** Who the key belongs to, and how many calls it may carry at once. */
export function addAccount(app: RetellApp): void {
  app.get("/get-api-key-info", (c) => c.json({ api_key_name: "Sandbox", org_name: "Frontdesk sandbox" }));
  app.get("/get-concurrency", (c) =>
    c.json({
      current_concurrency: c.var.workspace.ongoingCalls(),
      concurrency_limit: CONCURRENCY_LIMIT,
      base_concurrency: CONCURRENCY_LIMIT,
      purchased_concurrency: 0,
      concurrency_purchase_limit: 100,
      remaining_purchase_limit: 100,
      concurrency_burst_enabled: false,
      concurrency_burst_limit: 0,
      reserved_inbound_concurrency: 0,
    }),
  );
}
