import type * as z from "zod";
import type { VoiceAnswer, voiceFunctions } from "../../../contracts/voice.ts";
import { hearsEmergency } from "../../../domain/voice/emergency.ts";
import { findTransferTarget } from "../find-transfer.ts";
import { refuse, type VoiceContext } from "../voice-context.ts";
import { takeMessage } from "./take-message.ts";

type Args = z.infer<typeof voiceFunctions.transfer_to_human>;

/** Names the number to put the caller through to. Where nobody is there: an emergency is passed on, else a message offered. */
export async function transferToHuman(context: VoiceContext, args: Args): Promise<VoiceAnswer> {
  const topic = args.topic ?? null;
  const { say } = context;
  const target = await findTransferTarget(context, topic);
  if (target) return { ok: true, say: say.puttingThrough(), data: { ...target, type: "number" } };
  const { settings } = await context.rules();
  const isEmergency = topic !== null && hearsEmergency([topic], settings.emergencyWords);
  if (isEmergency && context.callerNumber) return takeMessage(context, { message: topic });
  return refuse("nobody_available", say.nobodyButMessage(), { next: "take_message" });
}
