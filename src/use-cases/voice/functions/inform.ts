import type { VoiceAnswer } from "../../../contracts/voice.ts";
import { findStaff, type ServiceRules } from "../../../domain/booking/rulebook.ts";
import { speakHours, speakPrice } from "../../../domain/voice/spoken-time.ts";
import type { VoiceContext } from "../voice-context.ts";

export function getBusinessInfo({ access, speech, say }: VoiceContext): VoiceAnswer {
  const { rules } = access;
  const hours = speakHours(rules.hours, speech);
  const data = {
    business: rules.tenantName,
    branch: rules.branchName,
    address: rules.address,
    phone: rules.phone,
    timeZone: rules.timeZone,
    hours,
  };
  return { ok: true, say: say.businessInfo(data), data };
}

export function listServices(context: VoiceContext): VoiceAnswer {
  const { services } = context.access.rules;
  const names = services.map(({ name }) => name);
  return {
    ok: true,
    say: context.say.services(names),
    data: { services: services.map((service) => toSpokenService(context, service)) },
  };
}

function toSpokenService({ access, speech }: VoiceContext, service: ServiceRules) {
  return {
    id: service.id,
    name: service.name,
    durationMinutes: service.durationMinutes,
    price: speakPrice(service.priceMinor, service.currency, speech.language),
    staff: service.staffIds.flatMap((id) => findStaff(access.rules, id)?.name ?? []),
    questions: service.questions.map(({ id, label, isRequired, ...question }) => {
      const choices = question.type === "choice" ? { choices: question.choices } : {};
      return { id, question: label, required: isRequired, ...choices };
    }),
  };
}
