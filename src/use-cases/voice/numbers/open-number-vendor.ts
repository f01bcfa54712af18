import { liveAgentVersion } from "../../../db/queries/agent-versions.ts";
import type { NumberRow } from "../../../db/queries/numbers.ts";
import type { BranchId, ConnectionId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { configOf } from "../../../env.ts";
import type { GatedFailure } from "../../../providers/gate.ts";
import type { NumberBinding, NumberVendor } from "../../../providers/voice/numbers/port.ts";
import { retellNumbers } from "../../../providers/voice/numbers/retell-numbers.ts";
import { vapiNumbers } from "../../../providers/voice/numbers/vapi-numbers.ts";
import { type Clerk, dbOf } from "../../clerk.ts";
import { webhooksOf } from "../../connections/vendors.ts";
import { agreeServerAuth } from "../../vendors/agree-server-auth.ts";
import { type AccountRefusal, openVoiceAccount, type VoiceAccount } from "../../vendors/vendor-account.ts";

export type NumberRefusal =
  | AccountRefusal
  | { reason: "not_found"; what: "branch" | "number" | "carrier" }
  | { reason: "branch_closed" }
  | { reason: "number_taken" }
  /** No carrier could reach its agent. */
  | { reason: "number_not_connected" }
  | { reason: "vendor_failed"; failure: GatedFailure };

export type Done = Promise<Result<NumberRow, NumberRefusal>>;

export async function openNumberVendor(
  clerk: Clerk,
  connectionId: ConnectionId,
): Promise<Result<{ vendor: NumberVendor; account: VoiceAccount }, NumberRefusal>> {
  const opened = await openVoiceAccount(clerk.env, dbOf(clerk), connectionId);
  if (!opened.ok) return opened;
  const account = opened.value;
  if (account.provider === "retell") return ok({ vendor: retellNumbers(account.ask), account });
  const auth = await agreeServerAuth(clerk, dbOf(clerk), account);
  if (!auth.ok) return err({ reason: "vendor_failed", failure: auth.error });
  return ok({ vendor: vapiNumbers(account.ask, auth.value), account });
}

/** Calls go to the branch's live agent, if there is one. */
export async function bindingOf(
  clerk: Clerk,
  { id, provider }: VoiceAccount,
  branchId: BranchId,
): Promise<NumberBinding> {
  const live = await liveAgentVersion(dbOf(clerk), { branchId, connectionId: id });
  const urls = webhooksOf(configOf(clerk.env).PUBLIC_URL, provider, id);
  const inboundUrl = (urls.find(({ purpose }) => purpose === "inbound") ?? urls[0])?.url ?? "";
  return { agentId: live?.agentId ?? null, inboundUrl, name: live?.plan.name ?? "Frontdesk" };
}
