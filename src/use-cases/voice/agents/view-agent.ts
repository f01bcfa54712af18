import type { AgentDriftView, AgentVersionDetailView, AgentVersionView } from "../../../contracts/voice-agents.ts";
import {
  type AgentVersionRow,
  findAgentVersion,
  listAgentVersions,
  liveAgentVersion,
} from "../../../db/queries/agent-versions.ts";
import { hasBranch } from "../../../db/queries/connections.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import type { AgentVersionId, BranchId, ConnectionId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { toUtc } from "../../../domain/time.ts";
import { type AgentLook, findDrift } from "../../../domain/voice/agent/drift.ts";
import type { AgentPlan } from "../../../domain/voice/agent/plan.ts";
import { configOf } from "../../../env.ts";
import { dbOf } from "../../clerk.ts";
import { webhooksOf } from "../../connections/vendors.ts";
import {
  type AgentMaker,
  type AgentRefusal,
  checksumOf,
  chooseConnection,
  openAgentVendor,
  planOf,
} from "./agent-maker.ts";

/** Newest first. Null: there is no such branch. */
export async function viewAgentVersions(
  db: TenantDb,
  branchId: BranchId,
  page: Page,
): Promise<Paged<AgentVersionView> | null> {
  if (!(await hasBranch(db, branchId))) return null;
  const { items, nextCursor } = await listAgentVersions(db, branchId, page);
  const connectionIds = [...new Set(items.map(({ connectionId }) => connectionId))];
  const lives = await Promise.all(
    connectionIds.map((connectionId) => liveAgentVersion(db, { branchId, connectionId })),
  );
  const live = new Set(lives.map((row) => row?.id));
  return { items: items.map((row) => toView(row, live.has(row.id))), nextCursor };
}

export async function viewAgentVersion(
  db: TenantDb,
  branchId: BranchId,
  id: AgentVersionId,
): Promise<AgentVersionDetailView | null> {
  const row = await findAgentVersion(db, id);
  if (!row || row.branchId !== branchId) return null;
  return { ...(await viewOf(db, row)), plan: toPlanView(row.plan) };
}

export async function viewOf(db: TenantDb, row: AgentVersionRow): Promise<AgentVersionView> {
  return toView(row, (await liveAgentVersion(db, row))?.id === row.id);
}

/** Asks the vendor what it has, and compares it with what was published. */
export async function viewDrift(
  maker: AgentMaker,
  named: ConnectionId | undefined,
): Promise<Result<AgentDriftView, AgentRefusal>> {
  const db = dbOf(maker);
  const plan = await planOf(db, maker.branchId, maker.now);
  if (!plan.ok) return plan;
  const chosen = await chooseConnection(db, named);
  if (!chosen.ok) return chosen;
  const live = await liveAgentVersion(db, { branchId: maker.branchId, connectionId: chosen.value });
  if (!live || live.agentId === null) return ok({ live: null, isStale: false, drift: [] });
  const opened = await openAgentVendor(maker, chosen.value);
  if (!opened.ok) return opened;
  const { engineId, agentId, vendorVersion: version } = live;
  const theirs = await opened.value.vendor.look({ engineId, agentId, version });
  if (!theirs.ok) return err({ reason: "vendor_failed", failure: theirs.error });
  const ours = lookOf(maker.env, live);
  const isStale = (await checksumOf(plan.value, live.voiceId)) !== live.checksum;
  return ok({ live: toView(live, true), isStale, drift: findDrift(ours, theirs.value) });
}

function lookOf(env: Env, { plan, provider, connectionId }: AgentVersionRow): AgentLook {
  const { greeting, prompt, maxCallSeconds, silenceEndSeconds } = plan;
  const webhookUrl = webhooksOf(configOf(env).PUBLIC_URL, provider, connectionId)[0]?.url ?? "";
  const tools = plan.tools.map(({ name }) => name).toSorted();
  return { greeting, prompt, tools, webhookUrl, maxCallSeconds, silenceEndSeconds };
}

function toView(row: AgentVersionRow, isLive: boolean): AgentVersionView {
  const {
    tenantId: _,
    plan: __,
    engineId: ___,
    claimedAt: ____,
    voiceId: voice,
    createdAt,
    publishedAt,
    ...shown
  } = row;
  return {
    ...shown,
    voice,
    isLive,
    createdAt: toUtc(createdAt),
    publishedAt: publishedAt === null ? null : toUtc(publishedAt),
  };
}

function toPlanView({ languages, tools, ...plan }: AgentPlan): AgentVersionDetailView["plan"] {
  return { ...plan, languages: [...languages], tools: [...tools] };
}
