import type { FieldError } from "./check-hours.ts";
import { type Rulebook, type ServiceRules, serviceRules } from "./rulebook.ts";

const REPEATED = "must be named once";

/** What the shape of a service cannot tell: that its people and resources are the branch's, and that the parts fit. */
export function checkService(rules: Rulebook, service: ServiceRules): FieldError[] {
  const parsed = serviceRules.safeParse(service);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => ({ field: path.map(String).join("."), rule: message }));
  }
  return [...checkStaff(rules, service), ...checkResources(rules, service), ...checkQuestions(service)];
}

function checkStaff({ staff }: Rulebook, { staffIds, staffTerms }: ServiceRules): FieldError[] {
  const known = staff.map(({ id }) => id);
  const rule = "must be a member of this branch";
  const named = staffTerms.map(({ staffId }) => staffId);
  return [
    ...checkIds(staffIds, known, rule, (index) => `staffIds.${index}`),
    ...checkIds(named, known, rule, (index) => `staffTerms.${index}.staffId`),
  ];
}

function checkResources({ resources }: Rulebook, service: ServiceRules): FieldError[] {
  const known = resources.map(({ id }) => id);
  const rule = "must be a resource of this branch";
  return service.resources.flatMap(({ resourceIds }, need) =>
    checkIds(resourceIds, known, rule, (index) => `resources.${need}.resourceIds.${index}`),
  );
}

function checkIds<Id>(ids: Id[], known: Id[], rule: string, fieldAt: (index: number) => string): FieldError[] {
  return ids.flatMap((id, index) => {
    if (!known.includes(id)) return [{ field: fieldAt(index), rule }];
    return ids.indexOf(id) < index ? [{ field: fieldAt(index), rule: REPEATED }] : [];
  });
}

function checkQuestions({ questions }: ServiceRules): FieldError[] {
  const ids = questions.map(({ id }) => id);
  return questions.flatMap(({ id, type, choices }, index) => {
    const at = `questions.${index}`;
    const isRepeated = ids.indexOf(id) < index;
    const isWithoutChoice = type === "choice" && choices.length === 0;
    return [
      ...(isRepeated ? [{ field: `${at}.id`, rule: REPEATED }] : []),
      ...(isWithoutChoice ? [{ field: `${at}.choices`, rule: "must name at least one choice" }] : []),
    ];
  });
}
