import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { keptInstant, partySize } from "../../../contracts/booking.ts";
import { groupView, partReportView } from "../../../contracts/groups.ts";
import { listOccurrences, type SeriesWish } from "../../../domain/booking/groups/series.ts";
import { parseRrule } from "../../../domain/booking/recurrence/rrule.ts";
import { type RecurrenceRule, recurrenceRule } from "../../../domain/booking/recurrence.ts";
import type { Rulebook } from "../../../domain/booking/rulebook.ts";
import { serviceId, staffId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { toLocal } from "../../../domain/time.ts";
import { bookSeries } from "../../../use-cases/booking/book-series.ts";
import { askCalendar, type BranchAccess } from "../../../use-cases/booking/branch-access.ts";
import { recordSeriesOverride } from "../../../use-cases/booking/record-override.ts";
import { body, createApi, json } from "../../api.ts";
import type { AppEnv } from "../../app-env.ts";
import { groupProblem, toPartView } from "../../group-problem.ts";
import { idempotencyHeader } from "../../idempotency-key.ts";
import { openBranch } from "../../open-branch.ts";
import { meantStaff } from "../../own-calendar.ts";
import { problemResponse } from "../../problem.ts";
import { readCustomer } from "../../read-customer.ts";
import { refuseAnswers } from "../../refuse-answers.ts";
import { datesWords, PART_OF, rruleWords } from "../../rule-words.ts";
import { overriding } from "../appointments/definitions.ts";
import { auditBy, hasOverride, needsOverride, refuseOverride } from "../appointments/override.ts";
import { bookerFields, groupRefusals, toGroupInput, toGroupView, writing } from "./shapes.ts";

const { customer: _, answers: __, notes: ___, language: ____, ...where } = bookerFields;
const seriesFields = {
  serviceId,
  staffId: staffId.optional(),
  sameStaff: z.boolean().default(false).describe("Without `staffId`: who does the first does them all."),
  startsAt: keptInstant.describe("The first. Every other has its local time, in the branch's zone."),
  rule: recurrenceRule.optional(),
  rrule: z
    .string()
    .max(500)
    .optional()
    .describe("The same as text, such as `FREQ=WEEKLY;BYDAY=MO;COUNT=10`; without its days, those of the first."),
  partySize: partySize.default(1),
  ...overriding,
  mode: z
    .enum(["all_or_nothing", "skip_conflicts"])
    .default("all_or_nothing")
    .describe("`skip_conflicts` books what can be had and reports the rest."),
};
const previewInput = z
  .strictObject({ ...where, ...seriesFields })
  .refine(hasOneRule, needsOneRule())
  .refine(hasOverride, needsOverride);
const seriesInput = z
  .strictObject({ ...bookerFields, ...seriesFields })
  .refine(hasOneRule, needsOneRule())
  .refine(hasOverride, needsOverride);
type Input = z.infer<typeof previewInput>;

const book = createRoute({
  method: "post",
  path: "/series",
  summary: "Book a recurring appointment",
  description: "All dates in one step. Notice and horizon hold for the first; the last lies at most 730 days after it.",
  ...writing,
  request: { headers: idempotencyHeader, body: body(seriesInput) },
  responses: { 201: json(groupView, "The series, and what became of each date."), ...groupRefusals },
});

const preview = createRoute({
  method: "post",
  path: "/series/preview",
  summary: "See what a recurring appointment would get",
  description: "Books nothing.",
  ...writing,
  request: { body: body(previewInput) },
  responses: { 200: json(z.object({ report: z.array(partReportView) }), "One entry for each date."), ...groupRefusals },
});

export const seriesRoutes = createApi()
  .openapi(book, async (c) => {
    const asked = c.req.valid("json");
    const access = await openBranch(c, asked.branchId);
    const customer = readCustomer(c, access, asked.customer);
    if (!customer.ok) return customer.error;
    const input = { ...asked, customer: customer.value, staffId: meantStaff(c, asked.staffId) ?? undefined };
    const wish = toWish(access, input);
    if (!wish.ok) return badRule(c, wish.error);
    const refused = refuseOverride(c, input) ?? refuseAnswers(c, access, [input.serviceId], input.answers);
    if (refused) return refused;
    const group = await toGroupInput(c, access, "book series", input);
    const booked = await bookSeries(access, { ...group, wish: wish.value, mode: input.mode });
    if (!booked.ok) return problemResponse(c, groupProblem(booked.error, access.rules.timeZone));
    const by = auditBy(c, "series.booked_by_override", input);
    if (input.override) await recordSeriesOverride({ access, group: booked.value }, by);
    return c.json(await toGroupView(booked.value, access), 201);
  })
  .openapi(preview, async (c) => {
    const asked = c.req.valid("json");
    const input = { ...asked, staffId: meantStaff(c, asked.staffId) ?? undefined };
    const access = await openBranch(c, input.branchId);
    const wish = toWish(access, input);
    if (!wish.ok) return badRule(c, wish.error);
    const refused = refuseOverride(c, input);
    if (refused) return refused;
    const series = { ...wish.value, customer: null };
    const report = await askCalendar(access, (calendar, ref) => calendar.previewSeries(ref, series));
    return c.json({ report: report.map((part) => toPartView(part, access.rules.timeZone)) }, 200);
  });

type FieldProblem = { field: string; rule: string };

function toWish({ rules }: BranchAccess, input: Input): Result<Omit<SeriesWish, "customer">, FieldProblem> {
  const { serviceId, staffId = null, sameStaff, partySize } = input;
  const rule = readRule(input, rules);
  if (!rule.ok) return rule;
  const dates = listOccurrences(rule.value, Date.parse(input.startsAt), rules.timeZone);
  const isOverride = input.override === true;
  if (dates.ok) return ok({ serviceId, staffId, sameStaff, partySize, isOverride, ...dates.value });
  const { field } = dates.error;
  const words = datesWords(dates.error);
  return err(
    input.rule ? { field: `rule.${field}`, rule: words } : { field: "rrule", rule: `${PART_OF[field]} ${words}` },
  );
}

function readRule({ rule, rrule = "", startsAt }: Input, { timeZone }: Rulebook): Result<RecurrenceRule, FieldProblem> {
  if (rule) return ok(rule);
  const { date, minute } = toLocal(timeZone, Date.parse(startsAt));
  const read = parseRrule(rrule, date, { timeZone, minute });
  return read.ok ? read : err({ field: "rrule", rule: rruleWords(read.error) });
}

function badRule(c: Context<AppEnv>, problem: FieldProblem) {
  const title = "The rule does not fit.";
  return problemResponse(c, { status: 400, code: "invalid_input", title, errors: [problem] });
}

function hasOneRule({ rule, rrule }: { rule?: unknown; rrule?: unknown }): boolean {
  return (rule === undefined) !== (rrule === undefined);
}

function needsOneRule() {
  return { path: ["rule"], message: "exactly one of `rule` and `rrule`" };
}
