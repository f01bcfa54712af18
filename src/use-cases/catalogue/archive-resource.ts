import { archiveResource as archive, findBranchOfResource } from "../../db/queries/catalogue-edits.ts";
import { updatePolicy } from "../../db/queries/catalogue-services.ts";
import { countUpcoming } from "../../db/queries/upcoming.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Rulebook, ServiceRules } from "../../domain/booking/rulebook.ts";
import type { ResourceId } from "../../domain/ids.ts";
import { err, ok } from "../../domain/result.ts";
import { auditedValues } from "./audited-values.ts";
import { type Editor, editRulebook } from "./edit-rulebook.ts";

/** Leaves the services that could take it. Refused while it is the only one that a service can take. */
export async function archiveResource(editor: Editor, resourceId: ResourceId) {
  const scoped = tenantDb(editor.env.DB, editor.actor.tenantId);
  const branchId = await findBranchOfResource(scoped, resourceId);
  if (!branchId) return err({ reason: "not_found" as const, what: "resource" as const });
  const upcoming = await countUpcoming(scoped, branchId, { resourceId }, editor.now);
  return editRulebook(editor, branchId, (rules, db) => {
    const left = servicesWithout(rules, resourceId);
    const stuck = left.filter(({ resources }) => resources.some(({ resourceIds }) => resourceIds.length === 0));
    if (stuck.length > 0) return err({ reason: "resource_needed", services: stuck.map(({ name }) => name) });
    const statements = [archive(db, resourceId, editor.now), ...left.map((service) => updatePolicy(db, service))];
    const fields = ["archivedAt"];
    const told = auditedValues({}, { archivedAt: new Date(editor.now).toISOString() }, fields);
    return ok({ value: { upcoming }, statements, action: "resource.archived", subjectId: resourceId, fields, told });
  });
}

/** The services that could take the resource, as they are once it has gone. */
function servicesWithout({ services }: Rulebook, id: ResourceId): ServiceRules[] {
  return services
    .filter(({ resources }) => resources.some(({ resourceIds }) => resourceIds.includes(id)))
    .map((service) => ({
      ...service,
      resources: service.resources.map(({ name, resourceIds }) => {
        return { name, resourceIds: resourceIds.filter((other) => other !== id) };
      }),
    }));
}
