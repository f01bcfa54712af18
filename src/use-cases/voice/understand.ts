import { refuseByCatalogue } from "../../domain/booking/placement.ts";
import type { ServiceRules, StaffRules } from "../../domain/booking/rulebook.ts";
import type { StaffId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { EpochMs } from "../../domain/time.ts";
import { matchName } from "../../domain/voice/match-name.ts";
import { parseStartsAt, parseWhen, type When, type Window } from "../../domain/voice/when.ts";
import { refuseBooking } from "./refuse-booking.ts";
import { type Refused, refused, type VoiceContext } from "./voice-context.ts";

/** What callers ask for most is offered first when they name something else. */
const MAX_NAMED = 3;

/** The service that was named; asks back rather than guess. */
export function understandService(context: VoiceContext, spoken: string): { ok: true; value: ServiceRules } | Refused {
  const { services } = context.access.rules;
  const match = matchName(spoken, services);
  const namesOf = (ids: readonly string[]) => services.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  switch (match.kind) {
    case "match": {
      const service = services.find(({ id }) => id === match.id);
      if (service) return ok(service);
      throw new Error("a match is one of its candidates");
    }
    case "ambiguous": {
      const options = namesOf(match.ids);
      return refused("ambiguous_service", context.say.ambiguousService(options), { options });
    }
    case "none": {
      const nearest = namesOf(match.nearest);
      const options = nearest.length > 0 ? nearest : services.slice(0, MAX_NAMED).map(({ name }) => name);
      return refused("unknown_service", context.say.unknownService(options), { options });
    }
    default:
      return match satisfies never;
  }
}

/** The staff member that was named, or null for anybody. */
export function understandStaff(
  context: VoiceContext,
  spoken: string | undefined,
): { ok: true; value: StaffRules | null } | Refused {
  if (spoken === undefined) return ok(null);
  const { staff } = context.access.rules;
  const match = matchName(spoken, staff);
  const namesOf = (ids: readonly StaffId[]) => staff.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  switch (match.kind) {
    case "match":
      return ok(staff.find(({ id }) => id === match.id) ?? null);
    case "ambiguous": {
      const options = namesOf(match.ids);
      return refused("ambiguous_staff", context.say.ambiguousStaff(options), { options });
    }
    case "none": {
      const options = staff.slice(0, MAX_NAMED).map(({ name }) => name);
      return refused("unknown_staff", context.say.unknownStaff(options), { options });
    }
    default:
      return match satisfies never;
  }
}

/** The staff member that was named for a service, who must offer it: nothing would ever be free with them. */
export function understandStaffFor(
  context: VoiceContext,
  service: ServiceRules,
  spoken: string | undefined,
): { ok: true; value: StaffRules | null } | Refused {
  const named = understandStaff(context, spoken);
  if (!named.ok) return named;
  const staffId = named.value?.id ?? null;
  const refusal = refuseByCatalogue(context.access.rules, service, staffId);
  const asked = { serviceId: service.id, staffId };
  return refusal ? err(refuseBooking(context, { ...refusal, alternatives: [] }, asked)) : named;
}

/** When: `startsAt` is exact or nearly so, `when` is what was said. Null when neither is there. */
export function understandWhen(
  context: VoiceContext,
  { startsAt, when }: { startsAt?: string | undefined; when?: string | undefined },
): { ok: true; value: When | null } | Refused {
  const parsed = startsAt ? parseStartsAt(startsAt, context.speech) : when ? parseWhen(when, context.speech) : null;
  if (!parsed) return ok(null);
  if (parsed.ok) return parsed;
  switch (parsed.error.reason) {
    case "not_understood":
      return refused("not_understood", context.say.whenNotUnderstood());
    case "in_the_past":
      return refused("in_the_past", context.say.inThePast());
    case "nonexistent_time":
      return refused("nonexistent_time", context.say.nonexistentTime());
    default:
      return parsed.error satisfies never;
  }
}

/** One exact start, or the window to offer times from. */
export type StartWish = Result<EpochMs, Window>;

export function startOf(when: When): StartWish {
  switch (when.kind) {
    case "instant":
      return ok(when.startsAt);
    case "repeated":
      return err({ from: when.instants[0], to: when.instants[1] + 1 });
    case "window": {
      const { kind: _, ...window } = when;
      return err(window);
    }
    default:
      return when satisfies never;
  }
}
