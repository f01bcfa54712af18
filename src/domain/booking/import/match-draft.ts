import { err, ok, type Result } from "../../result.ts";
import { matchName, type NamedThing } from "../../voice/match-name.ts";
import { customerInTitle } from "./customer-in-title.ts";
import type { AppointmentDraft, DraftCustomer, DraftProblem } from "./draft.ts";

/** What the texts of a file are looked up in. */
export type ImportCatalogue<ServiceId extends string, StaffId extends string> = {
  services: readonly NamedThing<ServiceId>[];
  staff: readonly NamedThing<StaffId>[];
};

/** `staffId` is null where the file names nobody. */
export type MatchedDraft<ServiceId extends string, StaffId extends string> = AppointmentDraft & {
  serviceId: ServiceId;
  staffId: StaffId | null;
};

/** `candidates` are what may have been meant, at most three. */
export type MatchProblem = DraftProblem & { candidates: { id: string; name: string }[] };

/** Finds the service and the member of staff that a draft names; never guesses between several. */
export function matchDraft<ServiceId extends string, StaffId extends string>(
  draft: AppointmentDraft,
  { services, staff }: ImportCatalogue<ServiceId, StaffId>,
): Result<MatchedDraft<ServiceId, StaffId>, MatchProblem[]> {
  const service = findNamed(draft.line, "service", draft.service, services);
  const member = draft.staff === null ? ok(null) : findNamed(draft.line, "staff", draft.staff, staff);
  if (service.ok && member.ok) {
    const customer = namedBeside(draft, service.value, { services, staff });
    return ok({ ...draft, customer, serviceId: service.value, staffId: member.value });
  }
  return err([service, member].flatMap((found) => (found.ok ? [] : [found.error])));
}

/** Where the title is all that tells who comes, it is so without the service. */
function namedBeside(
  { service: title, customer }: AppointmentDraft,
  id: string,
  catalogue: ImportCatalogue<string, string>,
): DraftCustomer {
  const service = catalogue.services.find((each) => each.id === id);
  if (!service || customer.name !== title) return customer;
  return { ...customer, name: customerInTitle(title, service, catalogue) ?? customer.name };
}

function findNamed<Id extends string>(
  line: number,
  field: "service" | "staff",
  text: string,
  named: readonly NamedThing<Id>[],
): Result<Id, MatchProblem> {
  const found = matchName(text, named);
  if (found.kind === "match") return ok(found.id);
  const ids: readonly string[] = found.kind === "ambiguous" ? found.ids : found.nearest;
  const candidates = named.filter(({ id }) => ids.includes(id)).map(({ id, name }) => ({ id, name }));
  return err({ line, field, rule: found.kind === "ambiguous" ? "ambiguous" : "unknown", candidates });
}
