import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BranchId, TenantId } from "../../../src/domain/ids.ts";
import {
  type CallClues,
  CONFIDENCE_NEEDED,
  type KnownConnection,
  type NumberOwner,
  resolveBranch,
} from "../../../src/domain/voice/resolve-branch.ts";

const [tenantId, stranger] = ["ten_own" as TenantId, "ten_other" as TenantId];
const [mitte, west, gone, theirs] = ["brn_mitte", "brn_west", "brn_gone", "brn_theirs"] as BranchId[] as [
  BranchId,
  BranchId,
  BranchId,
  BranchId,
];

function aConnection(more: Partial<KnownConnection> = {}): KnownConnection {
  const numbers = [
    { e164: "+49301", branchId: mitte },
    { e164: "+49302", branchId: west },
  ];
  return { tenantId, defaultBranchId: mitte, branchIds: [mitte, west], numbers, agents: [], ...more };
}
const single = aConnection({ branchIds: [mitte], numbers: [{ e164: "+49301", branchId: mitte }] });
const withAgent = aConnection({ agents: [{ agentId: "agent_west", branchId: west }] });

const nothing: CallClues = { ourNumber: null, agentId: null, namedTenantId: null, namedBranchId: null };
const clues = (more: Partial<CallClues>): CallClues => ({ ...nothing, ...more });

type Case = { name: string; at: KnownConnection; clues: CallClues; owner?: NumberOwner; branch: BranchId | null };

const cases: Case[] = [
  { name: "the number of a branch", at: aConnection(), clues: clues({ ourNumber: "+49302" }), branch: west },
  { name: "no clue, with one branch", at: single, clues: nothing, branch: mitte },
  { name: "no clue, with several branches", at: aConnection(), clues: nothing, branch: null },
  {
    name: "a number nobody assigned, with one branch",
    at: single,
    clues: clues({ ourNumber: "+49309" }),
    branch: mitte,
  },
  {
    name: "a number nobody assigned, with several branches",
    at: aConnection(),
    clues: clues({ ourNumber: "+49309" }),
    branch: null,
  },
  {
    name: "another tenant's number, with one branch",
    at: single,
    clues: clues({ ourNumber: "+49309" }),
    owner: { tenantId: stranger, branchId: theirs },
    branch: null,
  },
  {
    name: "another tenant's number, although the agent and the label speak for a branch",
    at: withAgent,
    clues: clues({ ourNumber: "+49309", agentId: "agent_west", namedBranchId: west }),
    owner: { tenantId: stranger, branchId: theirs },
    branch: null,
  },
  {
    name: "a number of another connection of the same tenant",
    at: aConnection(),
    clues: clues({ ourNumber: "+49309" }),
    owner: { tenantId, branchId: west },
    branch: west,
  },
  {
    name: "a number whose branch is gone",
    at: aConnection({ numbers: [{ e164: "+49301", branchId: gone }] }),
    clues: clues({ ourNumber: "+49301" }),
    branch: null,
  },
  {
    name: "an agent of an open branch, although the suggested one is closed",
    at: aConnection({ defaultBranchId: gone, agents: [{ agentId: "agent_west", branchId: west }] }),
    clues: clues({ agentId: "agent_west" }),
    branch: west,
  },
  {
    name: "a number that could not be looked up, with one branch",
    at: single,
    clues: clues({ ourNumber: "+49309" }),
    owner: "unknown",
    branch: null,
  },
  { name: "an agent who stands for a branch", at: withAgent, clues: clues({ agentId: "agent_west" }), branch: west },
  { name: "an agent nobody knows", at: withAgent, clues: clues({ agentId: "agent_x" }), branch: null },
  {
    name: "an agent on a number nobody assigned",
    at: withAgent,
    clues: clues({ agentId: "agent_west", ourNumber: "+49309" }),
    branch: west,
  },
  {
    name: "a number and an agent that disagree: what was dialled counts",
    at: withAgent,
    clues: clues({ agentId: "agent_west", ourNumber: "+49301" }),
    branch: mitte,
  },
  {
    name: "a label that names a branch",
    at: aConnection(),
    clues: clues({ namedTenantId: tenantId, namedBranchId: west }),
    branch: west,
  },
  {
    name: "a label and a number that disagree",
    at: aConnection(),
    clues: clues({ namedBranchId: west, ourNumber: "+49301" }),
    branch: null,
  },
  {
    name: "a label that names another tenant, on a number of ours",
    at: aConnection(),
    clues: clues({ namedTenantId: stranger, ourNumber: "+49301" }),
    branch: null,
  },
  {
    name: "a label that names another tenant's branch",
    at: single,
    clues: clues({ namedBranchId: theirs }),
    branch: null,
  },
];

describe("a call with", () => {
  it.each(cases)("$name belongs to $branch", ({ at, clues, owner = "nobody", branch }) => {
    const { branchId, confidence, evidence } = resolveBranch(at, clues, owner);
    expect(branchId).toBe(branch);
    expect(confidence >= CONFIDENCE_NEEDED).toBe(branch !== null);
    expect(evidence.length).toBeGreaterThan(0); // whatever is decided, it can be told why
  });
});

const anyOf = <T>(...values: T[]) => fc.constantFrom(...values);
const anyClues: fc.Arbitrary<CallClues> = fc.record({
  ourNumber: anyOf(null, "+49301", "+49302", "+49309"),
  agentId: anyOf(null, "agent_mitte", "agent_west", "agent_gone", "agent_x"),
  namedTenantId: anyOf<string | null>(null, tenantId, stranger, "x"),
  namedBranchId: anyOf<string | null>(null, mitte, west, gone, theirs, "x"),
});
const anyConnection: fc.Arbitrary<KnownConnection> = fc.record({
  tenantId: fc.constant(tenantId),
  defaultBranchId: anyOf(mitte, west),
  branchIds: anyOf([mitte], [mitte, west], [west, mitte]),
  numbers: fc.shuffledSubarray([
    { e164: "+49301", branchId: mitte },
    { e164: "+49302", branchId: west },
  ]),
  agents: fc.shuffledSubarray([
    { agentId: "agent_mitte", branchId: mitte },
    { agentId: "agent_west", branchId: west },
    { agentId: "agent_gone", branchId: gone },
  ]),
});
const anyOwner: fc.Arbitrary<NumberOwner> = anyOf<NumberOwner>(
  "nobody",
  "unknown",
  { tenantId: stranger, branchId: theirs },
  { tenantId, branchId: west },
);

describe("whatever is known", () => {
  it("a call is placed at a branch of the connection's tenant or at none", () => {
    fc.assert(
      fc.property(anyConnection, anyClues, anyOwner, (connection, clues, owner) => {
        const { branchId, confidence } = resolveBranch(connection, clues, owner);
        if (branchId !== null) expect(connection.branchIds).toContain(branchId);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("one word of another tenant is enough to keep it apart", () => {
    fc.assert(
      fc.property(anyConnection, anyClues, (connection, clues) => {
        const named = resolveBranch(connection, { ...clues, namedTenantId: stranger }, "nobody");
        const dialled = { ...clues, ourNumber: "+49999" };
        const called = resolveBranch(connection, dialled, { tenantId: stranger, branchId: theirs });
        expect([named.branchId, called.branchId]).toEqual([null, null]);
      }),
    );
  });

  it("the order in which numbers, agents and branches are listed changes nothing", () => {
    fc.assert(
      fc.property(anyConnection, anyClues, anyOwner, (connection, clues, owner) => {
        const turned = {
          ...connection,
          branchIds: [...connection.branchIds].reverse(),
          numbers: [...connection.numbers].reverse(),
          agents: [...connection.agents].reverse(),
        };
        const [one, other] = [connection, turned].map((each) => resolveBranch(each, clues, owner));
        expect(other?.branchId).toBe(one?.branchId);
        expect(other?.confidence).toBe(one?.confidence);
      }),
    );
  });
});
