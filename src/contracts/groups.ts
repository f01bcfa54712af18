import * as z from "zod";
import { seriesId, serviceId, staffId } from "../domain/ids.ts";
import { appointmentView, instant, slotView } from "./booking.ts";

/** What becomes of one part of a series or package. Positions count from 1. */
export const partReportView = z
  .object({
    position: z.int(),
    date: z.iso.date(),
    startsAt: instant.nullable().describe("Null where the clocks skip the time."),
    staffId: staffId.nullable(),
    status: z.string().describe("`free`, `booked`, or the code of the refusal, such as `slot_taken`."),
    alternatives: z.array(slotView),
  })
  .meta({ id: "PartReport" });

export const groupView = z
  .object({
    id: seriesId,
    appointments: z.array(appointmentView),
    report: z.array(partReportView),
  })
  .meta({ id: "Group" });

/** A series or package in a list. */
export const groupSummary = z
  .object({
    id: seriesId,
    kind: z.enum(["series", "package"]),
    total: z.int(),
    ahead: z.int().describe("How many still stand."),
    firstAt: instant,
    lastAt: instant,
    appointment: appointmentView.describe("The next that stands; of a group that is over its last."),
  })
  .meta({ id: "GroupSummary" });

/** A start at which every service of a package can be had. */
export const packageStartView = z
  .object({
    startsAt: instant,
    endsAt: instant,
    items: z.array(z.object({ serviceId, staffId, startsAt: instant, endsAt: instant })),
  })
  .meta({ id: "PackageStart" });

export type PartReportView = z.infer<typeof partReportView>;
export type GroupView = z.infer<typeof groupView>;
export type GroupSummary = z.infer<typeof groupSummary>;
export type PackageStartView = z.infer<typeof packageStartView>;
