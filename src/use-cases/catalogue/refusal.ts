import type { ClosingObstacles } from "../../contracts/catalogue.ts";
import type { FieldError } from "../../domain/booking/check-hours.ts";

/** Why the catalogue was not changed. */
export type CatalogueRefusal =
  | { reason: "not_found"; what: CatalogueThing }
  | { reason: "invalid"; errors: FieldError[] }
  | { reason: "version_conflict"; version: number }
  | { reason: "too_many"; what: CatalogueThing; limit: number }
  | { reason: "resource_needed"; services: string[] }
  | { reason: "branch_in_use"; obstacles: ClosingObstacles };

export type CatalogueThing = "branch" | "service" | "staff member" | "resource" | "time off";

export const MAX_OF_A_KIND = 500;
export const MAX_TIME_OFF = 400;
