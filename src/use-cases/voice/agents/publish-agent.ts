import { reloadConnectionEntry } from "../../../db/directory.ts";
import {
  type AgentVersionRow,
  claimAgentVersion,
  findAgentVersion,
  insertAgentVersion,
  latestAgentVersion,
  liveAgentVersion,
  publishAgentVersion,
  saveProgress,
} from "../../../db/queries/agent-versions.ts";
import type { AgentVersionId, ConnectionId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { AgentPlan } from "../../../domain/voice/agent/plan.ts";
import { configOf } from "../../../env.ts";
import { log } from "../../../log.ts";
import type { VendorIds } from "../../../providers/voice/agents/port.ts";
import { refuseBranch } from "../../catalogue/refuse-branch.ts";
import { dbOf, entryOf } from "../../clerk.ts";
import { webhooksOf } from "../../connections/vendors.ts";
import { newId } from "../../new-id.ts";
import type { VoiceAccount } from "../../vendors/vendor-account.ts";
import {
  type AgentMaker,
  type AgentRefusal,
  checksumOf,
  chooseConnection,
  openAgentVendor,
  planOf,
} from "./agent-maker.ts";

type Done = Promise<Result<AgentVersionRow, AgentRefusal>>;
type Draft = { connectionId: ConnectionId; plan: AgentPlan; voiceId: string | null; restoredFrom: number | null };

/** Nobody works at one attempt for longer; then it was lost, and may be taken up. */
const CLAIM_MS = 2 * 60_000;

/** Publishes the agent as the business is now. Nothing has changed: the live version is the answer. */
export async function publishAgent(
  maker: AgentMaker,
  input: { connectionId?: ConnectionId | undefined; voice?: string | undefined },
): Done {
  const db = dbOf(maker);
  const plan = await planOf(db, maker.branchId, maker.now);
  if (!plan.ok) return plan;
  const chosen = await chooseConnection(db, input.connectionId);
  if (!chosen.ok) return chosen;
  const connectionId = chosen.value;
  const before = await latestAgentVersion(db, { branchId: maker.branchId, connectionId });
  const voiceId = input.voice ?? before?.voiceId ?? null;
  return publish(maker, before, { connectionId, plan: plan.value, voiceId, restoredFrom: null });
}

/** Publishes what an earlier version was, as a new version: the history goes on, and nothing of it is lost. */
export async function rollBackAgent(maker: AgentMaker, versionId: AgentVersionId): Done {
  const db = dbOf(maker);
  const old = await findAgentVersion(db, versionId);
  if (!old || old.branchId !== maker.branchId || old.publishedAt === null)
    return err({ reason: "not_found", what: "version" });
  const { connectionId, plan, voiceId, number } = old;
  const before = await latestAgentVersion(db, { branchId: maker.branchId, connectionId });
  return publish(maker, before, { connectionId, plan, voiceId, restoredFrom: number });
}

async function publish(maker: AgentMaker, before: AgentVersionRow | null, draft: Draft): Done {
  const refused = await refuseBranch(dbOf(maker), maker.branchId);
  if (refused) return refused;
  const opened = await openAgentVendor(maker, draft.connectionId);
  if (!opened.ok) return opened;
  const { account, vendor } = opened.value;
  const checksum = await checksumOf(draft.plan, draft.voiceId);
  if (before?.checksum === checksum && isAsAgreed(before, account)) return ok(before);
  const claimed = await claim(maker, before, { ...draft, checksum, provider: account.provider });
  if (!claimed) return err({ reason: "already_publishing" });
  const db = dbOf(maker);
  const live = await liveAgentVersion(db, claimed);
  const [first, second] = webhooksOf(configOf(maker.env).PUBLIC_URL, account.provider, account.id);
  const done = await vendor.publish({
    plan: claimed.plan,
    voiceId: claimed.voiceId,
    ids: {
      engineId: claimed.engineId ?? live?.engineId ?? null,
      agentId: claimed.agentId ?? live?.agentId ?? null,
      version: claimed.vendorVersion ?? live?.vendorVersion ?? null,
    },
    isResumed: claimed.vendorVersion !== null,
    webhookUrl: first?.url ?? "",
    functionsUrl: second?.url ?? first?.url ?? "",
    keep: (ids) => saveProgress(db, claimed.id, toColumns(ids)),
  });
  if (!done.ok) return fail(maker, claimed, done.error);
  return succeed(maker, claimed, done.value);
}

/** An assistant at Vapi proves itself by the secret that was in force when it was published. */
function isAsAgreed({ state, publishedAt }: AgentVersionRow, account: VoiceAccount): boolean {
  if (state !== "published" || publishedAt === null) return false;
  return account.provider === "retell" || publishedAt >= (account.secretChangedAt ?? 0);
}

/** The attempt at this very content that broke off, or a new one. */
async function claim(
  maker: AgentMaker,
  before: AgentVersionRow | null,
  draft: Draft & Pick<AgentVersionRow, "checksum" | "provider">,
): Promise<AgentVersionRow | null> {
  const { now, branchId } = maker;
  const db = dbOf(maker);
  if (before && before.state !== "published") {
    if (before.checksum === draft.checksum) return claimAgentVersion(db, before, now, now - CLAIM_MS);
    // Another content is on its way: only one at a time may touch the vendor's agent.
    if (before.state === "creating" && before.claimedAt >= now - CLAIM_MS) return null;
  }
  const id = newId("agv");
  const number = (before?.number ?? 0) + 1;
  const row = { ...draft, id, branchId, number, state: "creating" as const, createdAt: now, claimedAt: now };
  const facts = { branchId, connectionId: draft.connectionId, number, restoredFrom: draft.restoredFrom };
  const isMine = await insertAgentVersion(db, row, entryOf(maker, "agent_version.begun", id, facts));
  return isMine ? findAgentVersion(db, id) : null;
}

async function fail(maker: AgentMaker, row: AgentVersionRow, failure: Failure): Done {
  const detail = "status" in failure ? `${failure.reason} ${failure.status}: ${failure.message}` : failure.reason;
  await saveProgress(dbOf(maker), row.id, { state: "failed", error: detail.slice(0, 500) });
  log("warn", "agent_not_published", { versionId: row.id, provider: row.provider, reason: failure.reason });
  return err({ reason: "vendor_failed", failure });
}

type Failure = Extract<AgentRefusal, { reason: "vendor_failed" }>["failure"];

async function succeed(maker: AgentMaker, row: AgentVersionRow, ids: VendorIds): Done {
  const { env, now } = maker;
  const { agentId } = ids;
  if (agentId === null) throw new Error(`agent version ${row.id} was published without an agent`);
  const db = dbOf(maker);
  const facts = { branchId: row.branchId, number: row.number, checksum: row.checksum };
  const audit = entryOf(maker, "agent_version.published", row.id, facts);
  await publishAgentVersion(db, row, { ...toColumns(ids), agentId }, now, audit);
  await reloadConnectionEntry(env, row.connectionId);
  const stored = await findAgentVersion(db, row.id);
  if (!stored) throw new Error(`agent version ${row.id} is gone`);
  return ok(stored);
}

function toColumns({ engineId, agentId, version }: VendorIds) {
  return { engineId, agentId, vendorVersion: version };
}
