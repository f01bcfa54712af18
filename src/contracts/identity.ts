import * as z from "zod";
import { branchId, tenantId, userId } from "../domain/ids.ts";
import { language } from "../domain/language.ts";

export const role = z.enum(["owner", "manager", "staff", "viewer"]);
export type Role = z.infer<typeof role>;

/** `GET /api/v1/me` */
export const meView = z
  .object({
    user: z.object({ id: userId, name: z.string(), email: z.string(), role, language }),
    /** What the user may do; pages leave out what would be refused. */
    permissions: z.array(z.string()),
    tenant: z.object({ id: tenantId, name: z.string(), slug: z.string() }),
    branches: z.array(z.object({ id: branchId, name: z.string(), timeZone: z.string() })),
  })
  .meta({ id: "Me" });
export type MeView = z.infer<typeof meView>;
