import * as z from "zod";
import type { ContactDetails } from "../../domain/booking/appointment.ts";
import { spellEmail, spellName } from "../../domain/voice/spell.ts";
import { readBackPhone, readPhone } from "./read-phone.ts";
import { type Refused, refused, type VoiceContext } from "./voice-context.ts";

type Given = {
  name: string;
  phone?: string | undefined;
  email?: string | undefined;
  notes?: string | undefined;
  confirmed?: boolean | undefined;
};

const emailAddress = z.email();

/**
 * Who it is for. The number on the line will do unless another one is given; a caller who withholds it is asked. What
 * was dictated is read back first: it is used once the caller has said that it is right.
 */
export function readCustomer(context: VoiceContext, args: Given): { ok: true; value: ContactDetails } | Refused {
  const { say, callerNumber } = context;
  const { name, email = null, notes = null } = args;
  const given = readPhone(context, args.phone);
  if (!given.ok) return given;
  if (email && !emailAddress.safeParse(email).success) return refused("invalid_email", say.invalidEmail());
  const dictated = given.value === callerNumber ? null : given.value;
  const phone = given.value ?? callerNumber;
  if (!phone && !email) return refused("phone_needed", say.ask("phone"));
  if ((dictated || email) && args.confirmed !== true) return readBack(context, { name, phone: dictated, email });
  return { ok: true, value: { name, phone, email, notes } };
}

function readBack(
  context: VoiceContext,
  { name, phone, email }: { name: string; phone: string | null; email: string | null },
): Refused {
  const { language } = context.speech;
  const spelled = {
    name: spellName(name, language),
    phone: phone && readBackPhone(context, phone),
    email: email && spellEmail(email, language),
  };
  return refused("confirm_needed", context.say.isThatRight(spelled), { understood: { name, phone, email } });
}
