import type { VoiceAnswer, VoiceFunctionName } from "../../../src/contracts/voice.ts";
import { aTenant, type TestTenant } from "./a-tenant.ts";
import { ask } from "./retell.ts";
import { askVapi, aVapiLine } from "./vapi.ts";

export type Line = {
  tenant: TestTenant;
  /** One function call of the agent, signed and shaped as the provider does. */
  call(name: VoiceFunctionName, args?: Record<string, unknown>, call?: OnTheLine): Promise<VoiceAnswer>;
};
type OnTheLine = { callId?: string; from?: string | null };

/** For `describe.each`: what callers meet is the same whoever carries the call. */
export const providers = ["retell", "vapi"] as const;

export async function aLine(
  provider: (typeof providers)[number],
  options: Parameters<typeof aTenant>[0] = {},
): Promise<Line> {
  const tenant = await aTenant(options);
  if (provider === "retell") return { tenant, call: (name, args, call) => ask(tenant, name, args, call) };
  const line = await aVapiLine(tenant);
  return { tenant, call: (name, args, call) => askVapi(line, name, args, call) };
}
