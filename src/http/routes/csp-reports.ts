import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import * as z from "zod";
import { clientNetwork } from "../../domain/identity/client-network.ts";
import { tallyError } from "../../error-tally.ts";
import { log } from "../../log.ts";
import { REPORTS_PATH } from "../../pages/content-security-policy.ts";
import type { AppEnv } from "../app-env.ts";
import { problemResponse } from "../problem.ts";

const MAX_BYTES = 16 * 1024;
const MAX_REPORTS = 10;
const TYPES = ["application/csp-report", "application/reports+json", "application/json"];

const text = z.string().max(2_000).optional();
/** As `report-uri` sends it, one at a time. */
const single = z.object({
  "csp-report": z.object({ "document-uri": text, "effective-directive": text, "blocked-uri": text }),
});
/** As `report-to` sends it, several at once and of any kind. */
const several = z
  .array(
    z.object({
      type: z.string().max(100),
      body: z.object({ documentURL: text, effectiveDirective: text, blockedURL: text }),
    }),
  )
  .max(100);

type Violation = { page: string | undefined; directive: string | undefined; blocked: string | undefined };

const limitBody = bodyLimit({
  maxSize: MAX_BYTES,
  onError: (c) => problemResponse(c, { status: 413, code: "too_large", title: "The report is too large." }),
});

/**
 * What browsers say that a policy stopped. Anybody can send such a thing, so it is only logged and counted: bounded in
 * size and number, without queries (they may carry tokens), and braked by the sender's network.
 */
export const cspReportRoutes = new Hono<AppEnv>().post(REPORTS_PATH, limitBody, async (c) => {
  const type = (c.req.header("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (!TYPES.includes(type)) {
    return problemResponse(c, { status: 415, code: "unsupported_media_type", title: "Send a CSP report." });
  }
  const network = clientNetwork(c.req.header("CF-Connecting-IP") ?? "unknown");
  const { success } = await c.env.RL_REPORTS.limit({ key: `csp:${network}` });
  if (!success) {
    c.header("Retry-After", "60");
    return problemResponse(c, { status: 429, code: "too_many_requests", title: "Enough reports for now." });
  }
  const violations = readViolations(parse(await c.req.arrayBuffer())).slice(0, MAX_REPORTS);
  for (const violation of violations) {
    log("warn", "csp_violation", violation);
    tallyError("csp_violation", kindOf(violation), c.get("requestId"));
  }
  return c.body(null, 204);
});

/** As bytes: the runtime warns of text under a type that it does not know as such. */
function parse(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

function readViolations(body: unknown): Violation[] {
  const one = single.safeParse(body);
  if (one.success) {
    const report = one.data["csp-report"];
    return [toViolation(report["document-uri"], report["effective-directive"], report["blocked-uri"])];
  }
  const list = several.safeParse(body);
  if (!list.success) return [];
  return list.data
    .filter(({ type }) => type === "csp-violation")
    .map(({ body }) => toViolation(body.documentURL, body.effectiveDirective, body.blockedURL));
}

/** Of few kinds, so that who makes reports up cannot fill the groups of errors. */
function kindOf({ directive = "", blocked = "" }: Violation): string {
  const known = /^[a-z]{3,12}-src(?:-elem|-attr)?$|^(?:form-action|frame-ancestors|base-uri|trusted-types)$/.test(
    directive,
  );
  const what =
    /^(?:inline|eval|data|blob|trusted-types-policy|trusted-types-sink)\b/.exec(blocked)?.[0] ?? "an address";
  return `${known ? directive : "another directive"} stopped ${what}`;
}

function toViolation(page: string | undefined, directive: string | undefined, blocked: string | undefined): Violation {
  return { page: withoutQuery(page), directive: directive?.slice(0, 60), blocked: withoutQuery(blocked) };
}

function withoutQuery(url: string | undefined): string | undefined {
  return url?.split(/[?#]/)[0]?.slice(0, 200);
}
