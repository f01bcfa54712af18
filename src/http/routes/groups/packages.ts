import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { keptInstant, partySize } from "../../../contracts/booking.ts";
import { groupView, packageStartView } from "../../../contracts/groups.ts";
import { MAX_PACKAGE_ITEMS, type PackageStart } from "../../../domain/booking/groups/package.ts";
import { branchId, serviceId, staffId } from "../../../domain/ids.ts";
import { toRfc3339 } from "../../../domain/time.ts";
import { bookPackage } from "../../../use-cases/booking/book-package.ts";
import { askCalendar } from "../../../use-cases/booking/branch-access.ts";
import { body, commonRefusals, createApi, json, security } from "../../api.ts";
import { badWindow, readWindow } from "../../booking-window.ts";
import { groupProblem } from "../../group-problem.ts";
import { idempotencyHeader } from "../../idempotency-key.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { openBranch } from "../../open-branch.ts";
import { meantStaff } from "../../own-calendar.ts";
import { problemResponse } from "../../problem.ts";
import { readCustomer } from "../../read-customer.ts";
import { refuseAnswers } from "../../refuse-answers.ts";
import { bookerFields, groupRefusals, toGroupInput, toGroupView, writing } from "./shapes.ts";

const MAX_GAP_MINUTES = 240;

const book = createRoute({
  method: "post",
  path: "/packages",
  summary: "Book several services in a row",
  description: "Each starts when the one before has ended and the gap has passed. Buffers hold as for single bookings.",
  ...writing,
  request: {
    headers: idempotencyHeader,
    body: body(
      z.strictObject({
        ...bookerFields,
        startsAt: keptInstant,
        items: z
          .array(z.strictObject({ serviceId, staffId: staffId.optional() }))
          .min(2)
          .max(MAX_PACKAGE_ITEMS),
        gapMinutes: z.int().min(0).max(MAX_GAP_MINUTES).default(0),
        partySize: partySize.default(1).describe("Seats in each of the services."),
      }),
    ),
  },
  responses: { 201: json(groupView, "The package."), ...groupRefusals },
});

const availability = createRoute({
  method: "get",
  path: "/branches/{branchId}/packages/availability",
  tags: ["Series and packages"],
  summary: "Starts at which several services can be had in a row",
  security,
  middleware: requirePermission("calendar:read"),
  request: {
    params: z.object({ branchId }),
    query: z
      .strictObject({
        items: z
          .string()
          .max(500)
          .transform((text) => text.split(","))
          .pipe(z.array(serviceId).min(2).max(MAX_PACKAGE_ITEMS))
          .describe("Service ids in their order, with commas between them."),
        staff: z
          .string()
          .max(500)
          .transform((text) => text.split(","))
          .pipe(z.array(z.union([staffId, z.literal("")])).max(MAX_PACKAGE_ITEMS))
          .optional()
          .describe("With whom, in the same order: ids, and nothing between two commas for whoever is free."),
        gapMinutes: z.coerce.number().int().min(0).max(MAX_GAP_MINUTES).default(0),
        partySize: z.coerce.number().pipe(partySize).default(1).describe("Seats in each of the services."),
        from: keptInstant.optional(),
        to: keptInstant.optional(),
        limit: z.coerce.number().int().min(1).max(100).default(20),
      })
      .refine(({ items, staff }) => !staff || staff.length <= items.length, {
        path: ["staff"],
        message: "must not be longer than items",
      }),
  },
  responses: {
    200: json(
      z.object({ timeZone: z.string(), starts: z.array(packageStartView), nearest: z.array(packageStartView) }),
      "Sorted by time. When there is none in the window, `nearest` has up to three around it.",
    ),
    ...commonRefusals,
  },
});

export const packageRoutes = createApi()
  .openapi(book, async (c) => {
    const asked = c.req.valid("json");
    const access = await openBranch(c, asked.branchId);
    const customer = readCustomer(c, access, asked.customer);
    if (!customer.ok) return customer.error;
    const input = { ...asked, customer: customer.value };
    const items = input.items.map(({ serviceId, staffId }) => ({ serviceId, staffId: meantStaff(c, staffId) }));
    const services = items.map(({ serviceId }) => serviceId);
    const refused = refuseAnswers(c, access, services, input.answers);
    if (refused) return refused;
    const { gapMinutes, partySize } = input;
    const wish = { startsAt: Date.parse(input.startsAt), items, gapMinutes, partySize };
    const booked = await bookPackage(access, { ...(await toGroupInput(c, access, "book package", input)), wish });
    if (!booked.ok) return problemResponse(c, groupProblem(booked.error, access.rules.timeZone));
    return c.json(await toGroupView(booked.value, access), 201);
  })
  .openapi(availability, async (c) => {
    const access = await openBranch(c, c.req.valid("param").branchId);
    const { items, staff = [], gapMinutes, partySize, limit, from, to } = c.req.valid("query");
    const window = readWindow({ from, to });
    if (!window) return badWindow(c);
    const wanted = items.map((serviceId, index) => ({ serviceId, staffId: meantStaff(c, staff[index] || null) }));
    const query = { items: wanted, gapMinutes, partySize, customer: null, limit, ...window };
    const found = await askCalendar(access, (calendar, ref) => calendar.findPackageStarts(ref, query));
    const { timeZone } = access.rules;
    const view = (starts: PackageStart[]) => starts.map((start) => toStartView(start, timeZone));
    return c.json({ timeZone, starts: view(found.starts), nearest: view(found.nearest) }, 200);
  });

function toStartView({ startsAt, endsAt, items }: PackageStart, timeZone: string) {
  const times = (of: { startsAt: number; endsAt: number }) => ({
    startsAt: toRfc3339(timeZone, of.startsAt),
    endsAt: toRfc3339(timeZone, of.endsAt),
  });
  return { ...times({ startsAt, endsAt }), items: items.map((item) => ({ ...item, ...times(item) })) };
}
