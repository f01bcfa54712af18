import type { Background } from "../../db/directory.ts";
import { type ApiRequestRow, insertApiRequests } from "../../db/queries/api-requests.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { TenantId } from "../../domain/ids.ts";
import { faultFacts, log } from "../../log.ts";
import { createGatherer } from "../gather.ts";
import { newId } from "../new-id.ts";

/** Whoever asks faster than that sees most of it. */
const MAX_WAITING = 500;
const MAX_PATH_CHARS = 300;

type Asked = Omit<ApiRequestRow, "id">;
type Waiting = { env: Env; tenantId: TenantId; asked: Asked };

const gather = createGatherer<Waiting>(MAX_WAITING, async (all) => {
  for (const [tenantId, theirs] of Map.groupBy(all, (each) => each.tenantId)) await keep(tenantId, theirs);
});

/** Remembers behind the answer what a key asked for. */
export function recordApiRequest(env: Env, background: Background, tenantId: TenantId, asked: Asked): void {
  gather(background, { env, tenantId, asked: { ...asked, path: asked.path.slice(0, MAX_PATH_CHARS) } });
}

async function keep(tenantId: TenantId, all: readonly Waiting[]): Promise<void> {
  const { env } = all[0]!; // a group has a first
  const rows = all.map(({ asked }) => ({ id: newId("req"), ...asked }));
  await insertApiRequests(tenantDb(env.DB, tenantId), rows).catch((error) =>
    log("warn", "api_requests_not_recorded", { count: rows.length, ...faultFacts(error) }),
  );
}
