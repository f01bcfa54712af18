import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { appointmentStatus, keptInstant } from "../../contracts/booking.ts";
import { actorId } from "../../domain/identity/actor.ts";
import { appointmentId, branchId, callId, serviceId, staffId, tenantId } from "../../domain/ids.ts";
import { accessBranch } from "../../use-cases/booking/branch-access.ts";
import { importAppointments, MAX_IMPORTED_MS } from "../../use-cases/booking/import-appointments.ts";
import { recordImport } from "../../use-cases/booking/record-import.ts";
import { checkDrift, rebuildReadModel } from "../../use-cases/operations/check-drift.ts";
import { recordOperation } from "../../use-cases/operations/operator.ts";
import { commonRefusals, createApi, json, notFound, security, tenantActor } from "../api.ts";
import type { AppEnv } from "../app-env.ts";
import { emailInput, phoneInput } from "../contact-input.ts";
import { requirePermission } from "../middleware/require-permission.ts";
import { openBranch } from "../open-branch.ts";
import { operatorOf } from "../operator.ts";

const importedAppointment = z
  .strictObject({
    id: appointmentId,
    serviceId,
    staffId,
    startsAt: keptInstant,
    endsAt: keptInstant,
    // A request would wait for an answer that nobody knows of.
    status: appointmentStatus.exclude(["pending"]),
    customer: z.strictObject({
      name: z.string().trim().min(1).max(120),
      phone: phoneInput.nullable(),
      email: emailInput.nullable(),
    }),
    channel: z.enum(["voice", "web", "dashboard", "api", "import"]),
    callId: callId.nullable(),
    createdAt: keptInstant,
    cancelReason: z.string().max(300).nullable(),
  })
  .refine(({ startsAt, endsAt }) => isSensible(Date.parse(endsAt) - Date.parse(startsAt)), {
    path: ["endsAt"],
    message: "must be after startsAt, by eight hours at most",
  });

const importRoute = createRoute({
  method: "post",
  path: "/branches/{branchId}/appointments/import",
  tags: ["Appointments"],
  summary: "Take over appointments made elsewhere",
  description: "Past ones too. Overlaps and unknown ids are refused. Appointments whose id is known are skipped.",
  security,
  middleware: requirePermission("appointments:import"),
  request: {
    params: z.object({ branchId }),
    body: {
      required: true,
      content: {
        "application/json": {
          schema: z.strictObject({ appointments: z.array(importedAppointment).min(1).max(100) }),
        },
      },
    },
  },
  responses: {
    200: json(
      z.object({
        imported: z.int(),
        known: z.int(),
        refused: z.array(z.object({ id: appointmentId, reason: z.string() })),
      }),
      "What became of them.",
    ),
    ...commonRefusals,
  },
});

const ofBranch = { params: z.object({ tenantId, branchId }) };

const drift = createRoute({
  method: "post",
  path: "/operations/tenants/{tenantId}/branches/{branchId}/drift-check",
  tags: ["Operations"],
  summary: "Compare a branch's ledger with its read model",
  security,
  middleware: requirePermission("operations:read"),
  request: ofBranch,
  responses: {
    200: json(
      z.object({
        checked: z.int(),
        missing: z.int().describe("Appointments without a row."),
        stale: z.int().describe("Rows that say something else than the ledger."),
        surplus: z.int().describe("Rows that the ledger does not know."),
        appointmentIds: z.array(appointmentId).describe("The first twenty of all these."),
      }),
      "Zero but for `checked`: they agree.",
    ),
    ...commonRefusals,
  },
});

const rebuild = createRoute({
  method: "post",
  path: "/operations/tenants/{tenantId}/branches/{branchId}/rebuild",
  tags: ["Operations"],
  summary: "Write a branch's read model again from its ledger",
  security,
  middleware: requirePermission("operations:write"),
  request: ofBranch,
  responses: {
    200: json(z.object({ written: z.int() }), "How many rows were wrong or missing, and were written."),
    ...commonRefusals,
  },
});

export const operationsRoutes = createApi()
  .openapi(importRoute, async (c) => {
    const actor = tenantActor(c);
    const access = await openBranch(c, c.req.valid("param").branchId);
    const list = c.req.valid("json").appointments.map(({ startsAt, endsAt, createdAt, customer, ...rest }) => ({
      ...rest,
      startsAt: Date.parse(startsAt),
      endsAt: Date.parse(endsAt),
      createdAt: Date.parse(createdAt),
      customer: { ...customer, notes: null },
    }));
    const done = await importAppointments(access, list, actorId(actor));
    const by = { actor: actorId(actor), requestId: c.get("requestId"), at: Date.now() };
    await recordImport(access, by, { ...done, refused: done.refused.length });
    return c.json(done, 200);
  })
  .openapi(drift, async (c) => {
    const access = await accessAny(c, c.req.valid("param"));
    if (!access) return notFound(c, "branch");
    const found = await checkDrift(access, Date.now());
    await recordOperation(operatorOf(c), access, "read_model.checked", found);
    return c.json(found, 200);
  })
  .openapi(rebuild, async (c) => {
    const access = await accessAny(c, c.req.valid("param"));
    if (!access) return notFound(c, "branch");
    const written = await rebuildReadModel(access);
    await recordOperation(operatorOf(c), access, "read_model.rebuilt", { written });
    return c.json({ written }, 200);
  });

/** Only behind an operator's permission: the tenant comes from the path. */
function accessAny(c: Context<AppEnv>, ids: z.infer<typeof ofBranch.params>) {
  return accessBranch(c.env, c.executionCtx, ids);
}

function isSensible(durationMs: number): boolean {
  return durationMs > 0 && durationMs <= MAX_IMPORTED_MS;
}
