import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { groupSummary } from "../../../contracts/groups.ts";
import { branchId } from "../../../domain/ids.ts";
import { listGroupSummaries } from "../../../use-cases/booking/list-groups.ts";
import { commonRefusals, createApi, cursorQuery, json, paged, seerOf } from "../../api.ts";
import { openBranch } from "../../open-branch.ts";
import { reading } from "./shapes.ts";

const list = createRoute({
  method: "get",
  path: "/series",
  summary: "Series and packages of a branch, those booked last first",
  description:
    "From the read model, a moment behind the calendar. Who sees their own calendar sees what is wholly in it.",
  ...reading,
  request: { query: z.strictObject({ branchId, ...cursorQuery }) },
  responses: { 200: json(paged(groupSummary), "A page."), ...commonRefusals },
});

export const groupListRoutes = createApi().openapi(list, async (c) => {
  const { branchId, cursor = null, limit } = c.req.valid("query");
  const access = await openBranch(c, branchId);
  return c.json(await listGroupSummaries(c.env, access, seerOf(c).sight, { cursor, limit }), 200);
});
