import type { BranchId, TenantId } from "../ids.ts";

/** What a signed request says of whose call it is. The connection in its URL has the last word on the tenant. */
export type CallClues = {
  /** The business's side of the line. Null on web calls. */
  ourNumber: string | null;
  agentId: string | null;
  /** What whoever placed the call wrote into its metadata. Text, not yet an id of anything. */
  namedTenantId: string | null;
  namedBranchId: string | null;
};

export type KnownConnection = {
  tenantId: TenantId;
  defaultBranchId: BranchId;
  /** Those that are open. */
  branchIds: readonly BranchId[];
  numbers: readonly { e164: string; branchId: BranchId }[];
  agents: readonly { agentId: string; branchId: BranchId }[];
};

/** Who has a number that is not one of the connection's. `unknown`: it could not be looked up. */
export type NumberOwner = { tenantId: TenantId; branchId: BranchId } | "nobody" | "unknown";

/** One thing that was looked at, and how it weighs: for its branch, or against every one. Nothing personal. */
export type Evidence = {
  clue: "number" | "agent" | "metadata" | "only_branch" | "default_branch";
  finding: "matches" | "other_connection" | "unassigned" | "not_looked_up" | "foreign" | "unknown_branch";
  branchId: BranchId | null;
};

/** `branchId` is null when nothing is certain enough. `suggestion` is the likeliest branch then, for an operator. */
export type Resolution = {
  branchId: BranchId | null;
  suggestion: BranchId | null;
  /** Between 0 and 1. */
  confidence: number;
  evidence: Evidence[];
};

/** Below this an event is kept for an operator. A wrong guess would tell one business's caller of another. */
export const CONFIDENCE_NEEDED = 0.7;

/** How sure one clue makes, when it speaks for a branch. The default branch alone is a habit, not a fact. */
const supports: Record<Evidence["clue"], number> = {
  number: 0.9,
  agent: 0.8,
  metadata: 0.8,
  only_branch: 0.75,
  default_branch: 0.3,
};
/** What is left of the certainty when a clue speaks for another branch. */
const disputes: Record<Evidence["clue"], number> = {
  number: 0.2,
  agent: 0.8,
  metadata: 0.5,
  only_branch: 1,
  default_branch: 1,
};
/** And when it speaks for none. What is another tenant's, or no branch at all, leaves nothing. */
const doubts: Record<Evidence["finding"], number> = {
  matches: 1,
  other_connection: 1,
  unassigned: 0.95,
  not_looked_up: 0.5,
  foreign: 0,
  unknown_branch: 0,
};

/** Which branch a call belongs to, how sure that is, and why. The tenant is the connection's; there is no other. */
export function resolveBranch(connection: KnownConnection, clues: CallClues, owner: NumberOwner): Resolution {
  const evidence = gatherEvidence(connection, clues, owner);
  const candidates = [...new Set(evidence.flatMap(({ branchId }) => branchId ?? []))];
  const [best] = candidates
    .map((branchId) => ({ branchId, confidence: confidenceIn(branchId, evidence) }))
    .sort((a, b) => b.confidence - a.confidence || (a.branchId < b.branchId ? -1 : 1));
  const suggestion = best?.branchId ?? null;
  const confidence = best?.confidence ?? 0;
  return { branchId: confidence >= CONFIDENCE_NEEDED ? suggestion : null, suggestion, confidence, evidence };
}

function gatherEvidence(connection: KnownConnection, clues: CallClues, owner: NumberOwner): Evidence[] {
  const { branchIds, defaultBranchId } = connection;
  const [only] = branchIds;
  const evidence = [numberEvidence(connection, clues, owner), agentEvidence(connection, clues)];
  evidence.push(metadataEvidence(connection, clues));
  if (only && branchIds.length === 1) evidence.push({ clue: "only_branch", finding: "matches", branchId: only });
  else if (branchIds.includes(defaultBranchId)) {
    evidence.push({ clue: "default_branch", finding: "matches", branchId: defaultBranchId });
  }
  return evidence.filter((each) => each !== null);
}

function numberEvidence(connection: KnownConnection, { ourNumber }: CallClues, owner: NumberOwner): Evidence | null {
  if (ourNumber === null) return null;
  const clue = "number";
  const own = connection.numbers.find(({ e164 }) => e164 === ourNumber);
  if (own) return inBranch(connection, clue, own.branchId, "matches");
  if (owner === "nobody") return { clue, finding: "unassigned", branchId: null };
  if (owner === "unknown") return { clue, finding: "not_looked_up", branchId: null };
  if (owner.tenantId !== connection.tenantId) return { clue, finding: "foreign", branchId: null };
  return inBranch(connection, clue, owner.branchId, "other_connection");
}

function agentEvidence(connection: KnownConnection, { agentId }: CallClues): Evidence | null {
  const known = connection.agents.find((agent) => agent.agentId === agentId);
  return known ? inBranch(connection, "agent", known.branchId, "matches") : null;
}

function metadataEvidence(connection: KnownConnection, clues: CallClues): Evidence | null {
  const { namedTenantId, namedBranchId } = clues;
  const clue = "metadata";
  if (namedTenantId !== null && namedTenantId !== connection.tenantId)
    return { clue, finding: "foreign", branchId: null };
  if (namedBranchId === null) return null;
  return inBranch(connection, clue, namedBranchId as BranchId, "matches"); // checked there against those that exist
}

function inBranch(
  { branchIds }: KnownConnection,
  clue: Evidence["clue"],
  branchId: BranchId,
  finding: Evidence["finding"],
): Evidence {
  return branchIds.includes(branchId)
    ? { clue, finding, branchId }
    : { clue, finding: "unknown_branch", branchId: null };
}

/** Clues for a branch add up; each that speaks against it takes its share away. */
function confidenceIn(branchId: BranchId, evidence: readonly Evidence[]): number {
  let uncertainty = 1;
  let left = 1;
  for (const { clue, finding, branchId: told } of evidence) {
    if (told === branchId) uncertainty *= 1 - supports[clue];
    else left *= told === null ? doubts[finding] : disputes[clue];
  }
  return Math.round((1 - uncertainty) * left * 1_000) / 1_000;
}
