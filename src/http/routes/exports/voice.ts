import * as z from "zod";
import { connectionView } from "../../../contracts/connections.ts";
import { knowledgeView } from "../../../contracts/knowledge.ts";
import { callConsentView, outboundRequestView } from "../../../contracts/outbound-requests.ts";
import { agentVersionView } from "../../../contracts/voice-agents.ts";
import { listedCallerView, transferView } from "../../../contracts/voice-desk.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { branchId } from "../../../domain/ids.ts";
import { listKind } from "../../../domain/voice/voice-rules.ts";
import { listConnectionViews } from "../../../use-cases/connections/view-connections.ts";
import { whole } from "../../../use-cases/operations/stream-csv.ts";
import { viewAgentVersions } from "../../../use-cases/voice/agents/view-agent.ts";
import { listCallerViews } from "../../../use-cases/voice/desk/caller-lists.ts";
import { listTransferViews } from "../../../use-cases/voice/desk/transfers.ts";
import { listKnowledgeViews } from "../../../use-cases/voice/desk/view-knowledge.ts";
import { listCallConsentViews } from "../../../use-cases/voice/outbound/call-consents.ts";
import { listOutboundViews } from "../../../use-cases/voice/outbound/request-call.ts";
import { tenantActor } from "../../api.ts";
import { exportRoute } from "../../export-route.ts";
import { openBranch } from "../../open-branch.ts";
import { reading as connectionsReading } from "../connections/definitions.ts";
import { agentsReading } from "../voice/agents.ts";
import { reading } from "../voice/definitions.ts";
import { knowledgeFilter } from "../voice/knowledge.ts";
import { callConsentsReading, outboundFilter, outboundReading } from "../voice/outbound-requests.ts";

export const knowledgeExport = exportRoute({
  path: "/knowledge",
  what: "What the agent can answer",
  reading,
  item: knowledgeView,
  query: z.strictObject(knowledgeFilter),
  open(c, filter) {
    const { tenantId } = tenantActor(c);
    return (page) => listKnowledgeViews(c.env, tenantId, filter, page);
  },
});

export const callerExport = exportRoute({
  path: "/voice/callers",
  what: "Numbers that are turned away, and those of VIPs,",
  reading,
  item: listedCallerView,
  query: z.strictObject({ kind: listKind.optional() }),
  open(c, { kind }) {
    const { tenantId } = tenantActor(c);
    return (page) => listCallerViews(c.env, tenantId, kind, page);
  },
});

export const transferExport = exportRoute({
  path: "/branches/{branchId}/transfer-rules",
  what: "Whom callers are put through to",
  reading,
  item: transferView,
  query: z.strictObject({}),
  async open(c) {
    const { ref } = await openBranch(c, branchId.parse(c.req.param("branchId")));
    return (page) => listTransferViews(c.env, ref.tenantId, ref.branchId, page);
  },
});

export const agentVersionExport = exportRoute({
  path: "/voice/agents/{branchId}/versions",
  what: "Versions of the branch's voice agent",
  reading: agentsReading,
  item: agentVersionView,
  query: z.strictObject({}),
  async open(c) {
    const { ref } = await openBranch(c, branchId.parse(c.req.param("branchId")));
    const db = tenantDb(c.env.DB, ref.tenantId);
    return async (page) => (await viewAgentVersions(db, ref.branchId, page)) ?? { items: [], nextCursor: null };
  },
});

export const connectionExport = exportRoute({
  path: "/connections",
  what: "Connections to vendors, without credentials,",
  reading: connectionsReading,
  item: connectionView,
  query: z.strictObject({}),
  async open(c) {
    return whole(await listConnectionViews(c.env, tenantActor(c).tenantId));
  },
});

export const outboundExport = exportRoute({
  path: "/outbound-calls",
  what: "Who was or shall be called",
  reading: outboundReading,
  item: outboundRequestView,
  query: z.strictObject(outboundFilter),
  open(c, filter) {
    const { tenantId } = tenantActor(c);
    return (page) => listOutboundViews(c.env, tenantId, filter, page);
  },
});

export const callConsentExport = exportRoute({
  path: "/call-consents",
  what: "The ledger of who may be called and who may not",
  reading: callConsentsReading,
  item: callConsentView,
  query: z.strictObject({}),
  open(c) {
    const { tenantId } = tenantActor(c);
    return (page) => listCallConsentViews(c.env, tenantId, page);
  },
});
