import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { instant, slotView } from "../../contracts/booking.ts";
import { toSlotView } from "../../db/booking-views.ts";
import { branchId, serviceId } from "../../domain/ids.ts";
import { searchAvailability } from "../../use-cases/booking/search-availability.ts";
import { commonRefusals, createApi, json, notFound, security, tenantActor } from "../api.ts";
import { badWindow, readWindow } from "../booking-window.ts";
import { requirePermission } from "../middleware/require-permission.ts";

const MAX_LISTED = 10;

/** Ids with commas between them. */
const listOf = <T extends z.ZodType<string, string>>(id: T) =>
  z
    .string()
    .max(500)
    .transform((text) => text.split(","))
    .pipe(z.array(id).min(1).max(MAX_LISTED));

const search = createRoute({
  method: "get",
  path: "/availability",
  tags: ["Booking"],
  summary: "The earliest free slots of several services at several branches",
  description: "One list, sorted by time. `limit=3` with a wide window answers “the next three”.",
  security,
  middleware: requirePermission("calendar:read"),
  request: {
    query: z.strictObject({
      branchIds: listOf(branchId),
      serviceIds: listOf(serviceId),
      from: instant.optional(),
      to: instant.optional(),
      partySize: z.coerce.number().int().min(1).max(500).default(1),
      limit: z.coerce.number().int().min(1).max(200).default(20),
    }),
  },
  responses: {
    200: json(
      z.object({ slots: z.array(slotView.extend({ branchId, serviceId, timeZone: z.string() })) }),
      "Slots, each with its branch and service.",
    ),
    ...commonRefusals,
  },
});

export const availabilityRoutes = createApi().openapi(search, async (c) => {
  const { branchIds, serviceIds, from, to, partySize, limit } = c.req.valid("query");
  const window = readWindow({ from, to });
  if (!window) return badWindow(c);
  const wanted = { ...window, branchIds, serviceIds, partySize, limit };
  const found = await searchAvailability(c.env, c.executionCtx, tenantActor(c).tenantId, wanted);
  if (!found) return notFound(c, "branch");
  const slots = found.map(({ slot, timeZone, ...of }) => ({ ...toSlotView(slot, timeZone), ...of, timeZone }));
  return c.json({ slots }, 200);
});
