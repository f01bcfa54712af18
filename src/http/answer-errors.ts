import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { isKeyErased } from "../db/vault.ts";
import { faultFacts, log } from "../log.ts";
import { ErrorPage } from "../pages/error.tsx";
import type { ErrorPageKind } from "../pages/error-texts.ts";
import { languageOf } from "../pages/language.ts";
import { respondPage } from "../pages/layout.tsx";
import { notFound } from "./api.ts";
import type { AppEnv } from "./app-env.ts";
import { NoSuchBranch } from "./open-branch.ts";
import { OtherCalendar } from "./own-calendar.ts";
import { type Problem, problemResponse } from "./problem.ts";

const FOR_SOFTWARE = /^\/(?:api|webhooks|live|mcp)(?:\/|$)/;

export function answerNotFound(c: Context<AppEnv>): Response | Promise<Response> {
  if (wantsPage(c)) return answerPage(c, 404, "not_found");
  return problemResponse(c, { status: 404, code: "not_found", title: "There is nothing here." });
}

/** Every fault ends here: it is logged with the request's id, and the client learns nothing but that id. */
export function answerFault(error: Error, c: Context<AppEnv>): Response | Promise<Response> {
  if (isKeyErased(error)) return wantsPage(c) ? answerPage(c, 410, "data_erased") : problemResponse(c, dataErased);
  const unreadable = error instanceof HTTPException ? unreadableBody(error) : null;
  if (unreadable) return problemResponse(c, unreadable);
  if (error instanceof OtherCalendar) return problemResponse(c, otherCalendar);
  if (error instanceof NoSuchBranch) return notFound(c, "branch");
  log("error", "request_failed", { path: c.req.routePath, ...faultFacts(error) });
  if (wantsPage(c)) return answerPage(c, 500, "internal");
  return problemResponse(c, { status: 500, code: "internal", title: "Something went wrong on our side." });
}

const otherCalendar: Problem = {
  status: 403,
  code: "other_calendar",
  title: "You may use your own calendar only.",
};

const dataErased: Problem = {
  status: 410,
  code: "data_erased",
  title: "The data of this business was erased for good.",
};

/** What the framework throws for a body that it cannot read. Null: a fault of ours. */
function unreadableBody({ status }: HTTPException): Problem | null {
  if (status === 400) return { status, code: "malformed_json", title: "The body is not JSON." };
  if (status === 415) return { status, code: "unsupported_media_type", title: "Send application/json." };
  return null;
}

/** A browser that follows a link says `text/html`; software does not, and gets a problem document. */
function wantsPage(c: Context<AppEnv>): boolean {
  return !FOR_SOFTWARE.test(c.req.path) && (c.req.header("Accept") ?? "").includes("text/html");
}

function answerPage(c: Context<AppEnv>, status: 404 | 410 | 500, kind: ErrorPageKind) {
  return respondPage(c, status, ErrorPage({ kind, language: languageOf(c), requestId: c.get("requestId") }));
}
