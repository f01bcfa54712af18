import { countryOfBranch, toE164 } from "../../domain/voice/phone.ts";
import { spellPhone } from "../../domain/voice/spell.ts";
import { type Refused, refused, type VoiceContext } from "./voice-context.ts";

/** A number that was said or typed, as E.164. Null when none was. */
export function readPhone(
  context: VoiceContext,
  given: string | undefined,
): { ok: true; value: string | null } | Refused {
  if (given === undefined) return { ok: true, value: null };
  const parsed = toE164(given, countryOfBranch(context.access.rules));
  return parsed.ok ? parsed : refused("invalid_phone", context.say.invalidPhone(), { next: "keypad" });
}

/** Digit by digit, as it is dialled from the branch. */
export function readBackPhone(context: VoiceContext, e164: string): string {
  return spellPhone(e164, countryOfBranch(context.access.rules), context.speech.language);
}
