import type { CallVendor } from "../../../providers/voice/calls/port.ts";
import { retellCalls } from "../../../providers/voice/calls/retell-calls.ts";
import { vapiCalls } from "../../../providers/voice/calls/vapi-calls.ts";
import type { VoiceAccount } from "../../vendors/vendor-account.ts";

export function callVendorOf({ provider, ask }: VoiceAccount): CallVendor {
  return provider === "retell" ? retellCalls(ask) : vapiCalls(ask);
}
