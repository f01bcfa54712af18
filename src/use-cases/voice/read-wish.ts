import type { Wish } from "../../domain/booking/placement.ts";
import { offerInstead } from "./offer-slots.ts";
import { startOf, understandService, understandStaffFor, understandWhen } from "./understand.ts";
import { type Refused, refused, type VoiceContext } from "./voice-context.ts";

type WishArgs = {
  service: string;
  staff?: string | undefined;
  startsAt?: string | undefined;
  when?: string | undefined;
  people?: number | undefined;
};

/** Service, staff and one exact time. A window is answered with times to choose from, nothing with the question. */
export async function readWish(context: VoiceContext, args: WishArgs): Promise<{ ok: true; value: Wish } | Refused> {
  const service = understandService(context, args.service);
  if (!service.ok) return service;
  const staff = understandStaffFor(context, service.value, args.staff);
  if (!staff.ok) return staff;
  const when = understandWhen(context, args);
  if (!when.ok) return when;
  if (!when.value) return refused("time_needed", context.say.ask("when"));

  const start = startOf(when.value);
  if (!start.ok) {
    const code = when.value.kind === "repeated" ? "repeated_time" : "time_needed";
    const search = { service: service.value, staff: staff.value, window: start.error, people: args.people };
    return { ok: false, error: await offerInstead(context, search, code) };
  }
  const wish = { serviceId: service.value.id, staffId: staff.value?.id ?? null, startsAt: start.value };
  return { ok: true, value: args.people === undefined ? wish : { ...wish, partySize: args.people } };
}
