import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { callReviewView, callSettingsBody, callSettingsView, recordingLink } from "../../../contracts/call-care.ts";
import { branchId, callId } from "../../../domain/ids.ts";
import { changeCallSettings, viewCallSettings } from "../../../use-cases/voice/care/call-settings.ts";
import { markSpam } from "../../../use-cases/voice/care/mark-spam.ts";
import { linkRecording } from "../../../use-cases/voice/care/play-recording.ts";
import { settleReview, viewReviews } from "../../../use-cases/voice/care/reviews.ts";
import {
  body,
  clerkOf,
  commonRefusals,
  createApi,
  cursorQuery,
  json,
  notFound,
  paged,
  refusal,
  security,
  seerOf,
  tenantActor,
} from "../../api.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { problemResponse } from "../../problem.ts";
import { reading, writing } from "./definitions.ts";

const settled = { 200: json(callSettingsView, "The settings."), ...commonRefusals };

const showSettings = createRoute({
  method: "get",
  path: "/call-settings",
  summary: "What is kept of calls, and for how long",
  ...reading,
  responses: settled,
});

const changeSettings = createRoute({
  method: "put",
  path: "/call-settings",
  summary: "Say what is kept of calls, and for how long",
  description: "Recordings are copied from calls that end from now on. How long words are kept counts for all calls.",
  ...writing,
  request: { body: body(callSettingsBody) },
  responses: settled,
});

const link = createRoute({
  method: "post",
  path: "/calls/{callId}/recording-link",
  tags: ["Calls"],
  summary: "Get a link that plays the recording",
  description: "For half an hour, to whoever has it. Who asked for it stands in the audit log.",
  security,
  middleware: requirePermission("calls:write"),
  request: { params: z.object({ callId }), body: body(z.strictObject({})) },
  responses: {
    201: json(recordingLink, "The link."),
    409: refusal("No copy of the recording is kept; `code` tells why."),
    ...commonRefusals,
  },
});

const reviews = createRoute({
  method: "get",
  path: "/call-reviews",
  tags: ["Calls"],
  summary: "Calls that went badly and that nobody has looked into, the latest first",
  security,
  middleware: requirePermission("calls:read"),
  request: { query: z.strictObject({ branchId: branchId.optional(), ...cursorQuery }) },
  responses: { 200: json(paged(callReviewView), "A page."), ...commonRefusals },
});

const review = createRoute({
  method: "post",
  path: "/calls/{callId}/reviewed",
  tags: ["Calls"],
  summary: "Say that somebody has looked into a call",
  security,
  middleware: requirePermission("calls:write"),
  request: { params: z.object({ callId }), body: body(z.strictObject({})) },
  responses: { 204: { description: "It waits for nobody any more." }, ...commonRefusals },
});

const spam = createRoute({
  method: "put",
  path: "/calls/{callId}/spam",
  tags: ["Calls"],
  summary: "Say that a call was spam, or that it was not",
  description:
    "It goes before what the vendor took it for. To block the number, list it: `POST /api/v1/voice/callers`.",
  security,
  middleware: requirePermission("calls:write"),
  request: { params: z.object({ callId }), body: body(z.strictObject({ isSpam: z.boolean() })) },
  responses: { 204: { description: "It is noted." }, ...commonRefusals },
});

export const callCareRoutes = createApi()
  .openapi(showSettings, async (c) => c.json(await viewCallSettings(c.env, tenantActor(c).tenantId), 200))
  .openapi(changeSettings, async (c) => c.json(await changeCallSettings(clerkOf(c), c.req.valid("json")), 200))
  .openapi(reviews, async (c) => {
    const { branchId: branch, cursor = null, limit } = c.req.valid("query");
    return c.json(await viewReviews(c.env, seerOf(c), branch, { cursor, limit }), 200);
  })
  .openapi(review, async (c) => {
    const isKnown = await settleReview(clerkOf(c), c.req.valid("param").callId);
    return isKnown ? c.body(null, 204) : notFound(c, "call");
  })
  .openapi(spam, async (c) => {
    const isKnown = await markSpam(clerkOf(c), c.req.valid("param").callId, c.req.valid("json").isSpam);
    return isKnown ? c.body(null, 204) : notFound(c, "call");
  })
  .openapi(link, async (c) => {
    const linked = await linkRecording(clerkOf(c), c.req.valid("param").callId);
    if (linked.ok) return c.json(linked.value, 201);
    if (linked.error.reason === "not_found") return notFound(c, linked.error.what);
    const title = "No copy of this recording is kept.";
    return problemResponse(c, { status: 409, code: linked.error.reason, title });
  });
