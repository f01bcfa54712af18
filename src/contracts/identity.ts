import * as z from "zod";
import { branchId, impersonationId, operatorId, staffId, tenantId, userId } from "../domain/ids.ts";
import { language } from "../domain/language.ts";

export const role = z.enum(["owner", "manager", "staff", "viewer"]);
export type Role = z.infer<typeof role>;

/** `GET /api/v1/me` */
export const meView = z
  .object({
    user: z.object({
      id: z.union([userId, operatorId]),
      name: z.string(),
      email: z.string(),
      role,
      language,
      staffId: staffId.nullable().describe("Whose calendar is the user's own."),
    }),
    /** What the user may do; pages leave out what would be refused. */
    permissions: z.array(z.string()),
    seesAllCalendars: z
      .boolean()
      .describe("False: only their own calendar's appointments, or none while they have none."),
    tenant: z.object({ id: tenantId, name: z.string(), slug: z.string() }),
    /** Present while an operator looks in: pages say so, loudly. */
    impersonation: z
      .object({
        id: impersonationId,
        operatorName: z.string(),
        reason: z.string(),
        mode: z.enum(["read", "write"]),
        expiresAt: z.iso.datetime(),
      })
      .optional(),
    /** Oldest first. A closed one has a past alone. */
    branches: z.array(z.object({ id: branchId, name: z.string(), timeZone: z.string(), isClosed: z.boolean() })),
  })
  .meta({ id: "Me" });
export type MeView = z.infer<typeof meView>;
