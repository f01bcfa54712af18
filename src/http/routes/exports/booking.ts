import * as z from "zod";
import { appointmentView } from "../../../contracts/booking.ts";
import { conflictView } from "../../../contracts/busy.ts";
import { groupSummary } from "../../../contracts/groups.ts";
import { waitlistEntryView, waitlistStatus } from "../../../contracts/waitlist.ts";
import { toConflictView } from "../../../db/booking-views.ts";
import { branchId } from "../../../domain/ids.ts";
import { askCalendar } from "../../../use-cases/booking/branch-access.ts";
import { listAppointmentViews } from "../../../use-cases/booking/list-appointments.ts";
import { listGroupSummaries } from "../../../use-cases/booking/list-groups.ts";
import { listWaitlist } from "../../../use-cases/booking/list-waitlist.ts";
import { whole } from "../../../use-cases/operations/stream-csv.ts";
import { seerOf, tenantActor } from "../../api.ts";
import { exportRoute } from "../../export-route.ts";
import { openBranch } from "../../open-branch.ts";
import { reading } from "../appointments/definitions.ts";
import { appointmentQuery, toAppointmentFilter } from "../appointments/list-filter.ts";
import { busyReading, MAX_CONFLICTS } from "../busy.ts";
import { reading as groupsReading } from "../groups/shapes.ts";
import { waitlistReading } from "../waitlist.ts";

export const appointmentExport = exportRoute({
  path: "/appointments",
  what: "Appointments",
  reading,
  item: appointmentView,
  query: appointmentQuery({}),
  open(c, query) {
    const [{ tenantId }, filter] = [tenantActor(c), toAppointmentFilter(query, Date.now())];
    return (page) => listAppointmentViews(c.env, c.executionCtx, tenantId, filter, page);
  },
});

export const groupExport = exportRoute({
  path: "/series",
  what: "Series and packages of a branch",
  reading: groupsReading,
  item: groupSummary,
  query: z.strictObject({ branchId }),
  async open(c, { branchId: id }) {
    const access = await openBranch(c, id);
    return (page) => listGroupSummaries(c.env, access, seerOf(c).sight, page);
  },
});

export const waitlistExport = exportRoute({
  path: "/branches/{branchId}/waitlist",
  what: "The waitlist of a branch",
  reading: waitlistReading,
  item: waitlistEntryView,
  query: z.strictObject({ status: waitlistStatus.optional() }),
  async open(c, { status = null }) {
    const access = await openBranch(c, branchId.parse(c.req.param("branchId")));
    return (page) => listWaitlist(access, { status, only: null }, page);
  },
});

export const conflictExport = exportRoute({
  path: "/branches/{branchId}/conflicts",
  what: "Open conflicts of a branch",
  reading: busyReading,
  item: conflictView,
  query: z.strictObject({}),
  async open(c) {
    const access = await openBranch(c, branchId.parse(c.req.param("branchId")));
    const query = { limit: MAX_CONFLICTS };
    const open = await askCalendar(access, (calendar, ref) => calendar.busy(ref, "conflicts", query));
    return whole(open.map((conflict) => toConflictView(conflict, access.rules)));
  },
});
