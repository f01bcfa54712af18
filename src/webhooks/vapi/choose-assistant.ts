import type { Context } from "hono";
import type { ConnectionEntry } from "../../db/directory.ts";
import { phrases } from "../../domain/voice/phrases.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { faultFacts, log } from "../../log.ts";
import type { CallParties } from "../../providers/voice/port.ts";
import { answerInbound, type InboundAnswer } from "../../use-cases/voice/answer-inbound.ts";

type Overrides = { variableValues: Record<string, string>; metadata: object; firstMessage?: string };

/** What Vapi takes for an answer when a number without an assistant rings. `error` is spoken before it hangs up. */
type AssistantAnswer =
  | { assistantId: string; assistantOverrides?: Overrides }
  | { destination: { type: "number"; number: string; message: string } }
  | { error: string };

/**
 * The assistant of the branch that was called, and what it should know. The metadata comes back with every message of
 * the call, so that all of it stays with the branch. A fault costs the caller what the assistant knows, not the call.
 */
export async function chooseAssistant(
  c: Context<AppEnv>,
  connection: ConnectionEntry,
  parties: CallParties,
): Promise<AssistantAnswer> {
  const told = await informed(c, connection, parties);
  if (told?.isBlocked)
    return { error: phrases({ language: connection.language, timeZone: "UTC", now: Date.now() }).notWanted() };
  // Nothing is said before it rings there: the caller hears it ring on.
  if (told?.route.to === "staff" && told.route.destination !== null)
    return { destination: { type: "number", number: told.route.destination, message: "" } };
  const assistantId = told && assistantOf(connection, told.branchId, parties);
  if (!told || !assistantId) {
    log("warn", "voice_no_assistant", { connectionId: connection.id, isPlaced: told !== null });
    return { error: phrases({ language: connection.language, timeZone: "UTC", now: Date.now() }).notPlaced() };
  }
  if (told.variables === null) return { assistantId };
  const metadata = { tenant_id: connection.tenantId, branch_id: told.branchId };
  const opening = told.opening === null ? {} : { firstMessage: told.opening };
  return { assistantId, assistantOverrides: { variableValues: told.variables, metadata, ...opening } };
}

/** `variables` null: nothing could be found out. */
type Informed = Omit<InboundAnswer, "variables"> & { variables: InboundAnswer["variables"] | null };

async function informed(
  c: Context<AppEnv>,
  connection: ConnectionEntry,
  parties: CallParties,
): Promise<Informed | null> {
  try {
    return await answerInbound(c.env, c.executionCtx, connection, parties, Date.now());
  } catch (error) {
    log("error", "voice_inbound_failed", { connectionId: connection.id, ...faultFacts(error) });
    const called = connection.numbers.find(({ e164 }) => e164 === parties.toNumber);
    const [only, another] = connection.branchIds;
    const branchId = called?.branchId ?? (another ? undefined : only);
    const route = { to: "agent", destination: null } as const;
    return branchId ? { branchId, variables: null, isBlocked: false, route, opening: null } : null;
  }
}

function assistantOf({ agents }: ConnectionEntry, branchId: string, { agentId }: CallParties): string | null {
  return agents.find((agent) => agent.branchId === branchId)?.agentId ?? agentId;
}
