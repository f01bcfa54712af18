import * as z from "zod";
import { type VoiceAnswer, type VoiceFunctionName, voiceFunctions } from "../../contracts/voice.ts";
import type { Background, ConnectionEntry } from "../../db/directory.ts";
import { language } from "../../domain/language.ts";
import type { EpochMs } from "../../domain/time.ts";
import { type Missing, phrases } from "../../domain/voice/phrases.ts";
import { faultFacts, log } from "../../log.ts";
import type { FunctionCall } from "../../providers/voice/port.ts";
import { answerQuestion } from "./functions/answer-question.ts";
import { bookAppointment } from "./functions/book-appointment.ts";
import { cancelAppointment, rescheduleAppointment } from "./functions/change-appointment.ts";
import { checkAvailability } from "./functions/check-availability.ts";
import { findAppointments } from "./functions/find-appointments.ts";
import { holdSlot } from "./functions/hold-slot.ts";
import { getBusinessInfo, listServices } from "./functions/inform.ts";
import { joinWaitlist } from "./functions/join-waitlist.ts";
import { takeMessage } from "./functions/take-message.ts";
import { transferToHuman } from "./functions/transfer-to-human.ts";
import { checkVerificationCode, sendVerificationCode } from "./functions/verify-number.ts";
import { openCallContext } from "./open-call-context.ts";
import { recordFunction } from "./record-function.ts";
import { refuse, type VoiceContext } from "./voice-context.ts";

type Args<Name extends VoiceFunctionName> = z.infer<(typeof voiceFunctions)[Name]>;
type Run<Name extends VoiceFunctionName> = (
  context: VoiceContext,
  args: Args<Name>,
) => VoiceAnswer | Promise<VoiceAnswer>;

const functions: { [Name in VoiceFunctionName]: Run<Name> } = {
  get_business_info: getBusinessInfo,
  list_services: listServices,
  check_availability: checkAvailability,
  hold_slot: holdSlot,
  book_appointment: bookAppointment,
  find_appointments: findAppointments,
  reschedule_appointment: rescheduleAppointment,
  cancel_appointment: cancelAppointment,
  send_verification_code: sendVerificationCode,
  check_verification_code: checkVerificationCode,
  take_message: takeMessage,
  transfer_to_human: transferToHuman,
  join_waitlist: joinWaitlist,
  answer_question: answerQuestion,
};

/**
 * Answers a function call of the agent while the caller waits: from isolate memory and one call of the branch's
 * calendar. Whatever happens, the agent gets a sentence to say.
 */
export async function runFunction(
  env: Env,
  background: Background,
  connection: ConnectionEntry,
  call: FunctionCall,
  now: EpochMs,
): Promise<VoiceAnswer> {
  const { parties } = call;
  const spoken = language.safeParse((call.args as { language?: unknown }).language);
  const context = await openCallContext(env, background, connection, parties, now, spoken.data);
  if (!context) return refuseUnplaced(connection, call, now);
  const begun = Date.now();
  const { answer, error } = await answerCall(context, call);
  const { name, args } = call;
  const ran = { providerCallId: parties.providerCallId, name, args, answer, error, latencyMs: Date.now() - begun };
  recordFunction(background, connection.id, context, ran);
  return answer;
}

type Answered = { answer: VoiceAnswer; error: string | null };

async function answerCall(context: VoiceContext, call: FunctionCall): Promise<Answered> {
  try {
    return { answer: await dispatch(context, call), error: null };
  } catch (error) {
    log("error", "voice_function_failed", {
      callId: await context.callId(),
      function: call.name,
      ...faultFacts(error),
    });
    return { answer: refuse("technical_trouble", context.say.technicalTrouble()), ...faultFacts(error) };
  }
}

/** Nobody knows which business the caller wants, so they hear of none. */
function refuseUnplaced({ id, language }: ConnectionEntry, { name, parties }: FunctionCall, now: EpochMs): VoiceAnswer {
  log("warn", "voice_function_not_placed", { connectionId: id, function: name });
  const say = phrases({ language: parties.language ?? language, timeZone: "UTC", now });
  return refuse("call_not_placed", say.notPlaced());
}

async function dispatch(context: VoiceContext, { name, args }: FunctionCall): Promise<VoiceAnswer> {
  if (!isKnown(name)) return refuse("unknown_function", context.say.technicalTrouble(), { name });
  const parsed = voiceFunctions[name].safeParse(withoutBlanks(args));
  if (!parsed.success) return askForMissing(context, parsed.error);
  // The schema and the function are looked up under the same name, which the compiler cannot follow.
  return (functions[name] as Run<VoiceFunctionName>)(context, parsed.data as Args<VoiceFunctionName>);
}

function isKnown(name: string): name is VoiceFunctionName {
  return Object.hasOwn(functions, name);
}

/** Models fill in what they do not know with nothing: null or an empty text is left out. */
function withoutBlanks(args: unknown): unknown {
  if (typeof args !== "object" || args === null) return args;
  const isBlank = (value: unknown) => value === null || (typeof value === "string" && value.trim() === "");
  return Object.fromEntries(Object.entries(args).filter(([, value]) => !isBlank(value)));
}

/** What to ask the caller for when the model left an argument out or garbled it. */
const missing: Record<string, Missing> = {
  service: "service",
  name: "name",
  phone: "phone",
  email: "email",
  appointmentId: "appointment",
  message: "message",
  question: "question",
  code: "code",
};

function askForMissing({ say }: VoiceContext, error: z.ZodError): VoiceAnswer {
  const errors = error.issues.map((issue) => ({ field: issue.path.join("."), rule: issue.message }));
  return refuse("invalid_arguments", say.ask(missing[errors[0]?.field ?? ""] ?? "when"), { errors });
}
