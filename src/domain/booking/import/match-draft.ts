import { err, ok, type Result } from "../../result.ts";
import { matchName } from "../../voice/match-name.ts";
import type { AppointmentDraft, DraftProblem } from "./draft.ts";

type Named<Id extends string> = { id: Id; name: string; aliases?: readonly string[] };

/** What the texts of a file are looked up in. */
export type ImportCatalogue<ServiceId extends string, StaffId extends string> = {
  services: readonly Named<ServiceId>[];
  staff: readonly Named<StaffId>[];
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
  if (service.ok && member.ok) return ok({ ...draft, serviceId: service.value, staffId: member.value });
  return err([service, member].flatMap((found) => (found.ok ? [] : [found.error])));
}

function findNamed<Id extends string>(
  line: number,
  field: "service" | "staff",
  text: string,
  named: readonly Named<Id>[],
): Result<Id, MatchProblem> {
  const found = matchName(text, named);
  if (found.kind === "match") return ok(found.id);
  const ids: readonly string[] = found.kind === "ambiguous" ? found.ids : found.nearest;
  const candidates = named.filter(({ id }) => ids.includes(id)).map(({ id, name }) => ({ id, name }));
  return err({ line, field, rule: found.kind === "ambiguous" ? "ambiguous" : "unknown", candidates });
}
