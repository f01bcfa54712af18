import type { NewBranch } from "../../db/queries/new-branch.ts";
import type { ResourceNeed, Rulebook } from "../../domain/booking/rulebook.ts";
import type { ResourceId } from "../../domain/ids.ts";
import { newId } from "../new-id.ts";

type Wish = { branch: NewBranch["branch"]; staff: NewBranch["staff"] };

/**
 * What a branch begins with that is like another: hours, services with their rules, rooms and equipment. People stay
 * where they are, for nobody works at two branches: whoever is at the new one does all that is offered, on its terms.
 */
export function copiedBranch({ branch, staff }: Wish, { hours, services, resources }: Rulebook): NewBranch {
  const staffIds = staff.map(({ id }) => id);
  const ids = new Map(resources.map(({ id }) => [id, newId("res")]));
  return {
    branch,
    staff,
    hours,
    resources: resources.map(({ id, name, kind }) => ({ id: ids.get(id) ?? id, name, kind })),
    services: services.map((service) => {
      const needs = service.resources.map((need) => ofNewBranch(need, ids));
      return { ...service, id: newId("svc"), staffIds, staffTerms: [], resources: needs };
    }),
  };
}

function ofNewBranch({ name, resourceIds }: ResourceNeed, ids: ReadonlyMap<ResourceId, ResourceId>): ResourceNeed {
  return { name, resourceIds: resourceIds.flatMap((id) => ids.get(id) ?? []) };
}
