import * as z from "zod";
import { instant } from "../../contracts/booking.ts";
import { appointmentId, branchId, serviceId, staffId } from "../../domain/ids.ts";
import { language } from "../../domain/language.ts";
import { defineTool, idempotencyKey, part } from "./tool.ts";

const startsAt = instant.describe("RFC 3339 with offset, a `startsAt` that find_availability gave.");
const anyStaff = staffId.optional().describe("Whoever is free when left out.");

const findAvailability = defineTool({
  name: "find_availability",
  title: "Find free times",
  description:
    "Free times for a service at a branch, earliest first. When nothing is free in the window, `nearest` has what lies around it.",
  permission: "calendar:read",
  isReadOnly: true,
  input: z.strictObject({
    branchId,
    serviceId,
    staffId: anyStaff,
    from: instant.optional().describe("Now when left out."),
    to: instant.optional(),
    partySize: z.int().min(1).max(500).optional(),
    limit: z.int().min(1).max(50).default(10),
  }),
  run: (ask, { branchId: branch, ...query }) => ask({ path: `/branches/${part(branch)}/availability`, query }),
});

const book = defineTool({
  name: "book_appointment",
  title: "Book an appointment",
  description: "Books a free time for a customer. The business's own confirmation goes out to them.",
  permission: "appointments:write",
  input: z.strictObject({
    branchId,
    serviceId,
    startsAt,
    staffId: anyStaff,
    partySize: z.int().min(1).max(500).optional(),
    customer: z.strictObject({
      name: z.string().trim().min(1).max(120),
      phone: z.string().max(40).optional().describe("With country code, such as +4930123456."),
      email: z.string().max(254).optional(),
    }),
    notes: z.string().trim().max(1_000).optional(),
    language: language.optional(),
    idempotencyKey,
  }),
  run: (ask, { idempotencyKey: key, ...body }) => ask({ path: "/appointments", body, key }),
});

const move = defineTool({
  name: "move_appointment",
  title: "Move an appointment",
  description: "Takes the new time and gives up the old one in one step.",
  permission: "appointments:write",
  input: z.strictObject({ appointmentId, startsAt, staffId: anyStaff, idempotencyKey }),
  run: (ask, { idempotencyKey: key, appointmentId: id, ...body }) =>
    ask({ path: `/appointments/${part(id)}/reschedule`, body, key }),
});

const cancel = defineTool({
  name: "cancel_appointment",
  title: "Cancel an appointment",
  description: "`isLateCancel` of the answer tells whether it was later than the service lets go free of charge.",
  permission: "appointments:write",
  isDestructive: true,
  input: z.strictObject({ appointmentId, reason: z.string().trim().max(300).optional(), idempotencyKey }),
  run: (ask, { idempotencyKey: key, appointmentId: id, ...body }) =>
    ask({ path: `/appointments/${part(id)}/cancel`, body, key }),
});

export const bookingTools = [findAvailability, book, move, cancel];
