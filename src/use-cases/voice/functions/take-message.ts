import type * as z from "zod";
import type { VoiceAnswer, voiceFunctions } from "../../../contracts/voice.ts";
import { hearsEmergency } from "../../../domain/voice/emergency.ts";
import { faultFacts, log } from "../../../log.ts";
import { leaveCallback } from "../../callbacks/leave-callback.ts";
import { readBackPhone, readPhone } from "../read-phone.ts";
import { refuse, type VoiceContext } from "../voice-context.ts";

type Args = z.infer<typeof voiceFunctions.take_message>;

/** Whatever keeps us from them must not cost the caller their message. */
async function emergencyWords(context: VoiceContext): Promise<readonly string[]> {
  try {
    return (await context.rules()).settings.emergencyWords;
  } catch (error) {
    log("warn", "emergency_words_unknown", faultFacts(error));
    return [];
  }
}

/** An emergency word makes a message urgent, whatever the model thought of it. */
async function weigh(context: VoiceContext, { message, urgency = "normal", topic = "other" }: Args) {
  const isEmergency = hearsEmergency([message], await emergencyWords(context));
  return isEmergency ? ({ urgency: "urgent", topic: "emergency" } as const) : { urgency, topic };
}

/** Leaves a message for the team: a task that stands until somebody has called back. */
export async function takeMessage(context: VoiceContext, args: Args): Promise<VoiceAnswer> {
  const { access, say, speech } = context;
  const given = readPhone(context, args.phone);
  if (!given.ok) return given.error;
  const phone = given.value ?? context.callerNumber;
  const { wantsCallback = true, message, name = null } = args;
  const { urgency, topic } = await weigh(context, args);
  if (wantsCallback && !phone) return refuse("phone_needed", say.ask("phone"));
  const callId = await context.callId();
  const taskId = await leaveCallback(access, { callId, urgency, topic, words: { name, phone, message } }, speech.now);
  const readBack = wantsCallback && phone ? readBackPhone(context, phone) : null;
  const isUrgent = urgency === "urgent";
  return { ok: true, say: say.messageTaken({ phone: readBack, isUrgent }), data: { taskId, urgency, phone: readBack } };
}
