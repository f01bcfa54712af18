import { type Context, Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import * as z from "zod";
import { MAX_IMPERSONATION_MINUTES, REASON_LENGTH } from "../../../domain/identity/impersonation.ts";
import { tenantId } from "../../../domain/ids.ts";
import { AdminHomePage, type AdminHomeProps } from "../../../pages/admin-home.tsx";
import { languageOf } from "../../../pages/language.ts";
import { respondPage } from "../../../pages/layout.tsx";
import { authenticateOperator } from "../../../use-cases/identity/find-session.ts";
import { startImpersonation } from "../../../use-cases/identity/operators/impersonate.ts";
import { operatorProfile } from "../../../use-cases/identity/operators/profile.ts";
import type { AppEnv } from "../../app-env.ts";
import { formOnly, limitForm, readForm } from "../../form.ts";
import { OPERATOR_COOKIE, SESSION_COOKIE } from "../../middleware/credential.ts";
import { sameOrigin } from "../../middleware/same-origin.ts";
import { COOKIE, closeSession } from "../../sign-in.ts";
import { adminSetupRoutes } from "./admin-setup.ts";

const visitForm = z.object({
  tenantId,
  reason: z.string().trim().min(REASON_LENGTH.min).max(REASON_LENGTH.max),
  minutes: z.coerce.number().int().min(1).max(MAX_IMPERSONATION_MINUTES),
  mode: z.enum(["read", "write"]),
});

/** The operator's home: from here they look into a tenant, for a reason and a time. */
export const adminRoutes = new Hono<AppEnv>()
  .route("/setup", adminSetupRoutes)
  .get("/", async (c) => showHome(c, 200, { kept: { tenantId: "", reason: "" }, error: null }))
  .post("/impersonations", limitForm, sameOrigin, formOnly, async (c) => {
    const operator = await operatorOf(c);
    if (!operator) return toLogin(c);
    const fields = await readForm(c);
    const kept = { tenantId: fields["tenantId"] ?? "", reason: (fields["reason"] ?? "").slice(0, REASON_LENGTH.max) };
    const form = visitForm.safeParse(fields);
    if (!form.success) return showHome(c, 400, { kept, error: "invalid" });
    const { operatorId } = operator;
    const order = { ...form.data, operatorId, requestId: c.get("requestId"), now: Date.now() };
    const started = await startImpersonation(c.env, order);
    if (!started.ok) return showHome(c, 404, { kept, error: started.error.reason });
    await closeSession(c, SESSION_COOKIE);
    setCookie(c, SESSION_COOKIE, started.value.token, COOKIE);
    return c.redirect("/app", 303);
  })
  .post("/logout", sameOrigin, async (c) => {
    for (const cookie of [SESSION_COOKIE, OPERATOR_COOKIE]) {
      await closeSession(c, cookie);
      deleteCookie(c, cookie, COOKIE);
    }
    return c.redirect("/admin/login", 303);
  });

async function operatorOf(c: Context<AppEnv>) {
  const token = getCookie(c, OPERATOR_COOKIE);
  return token === undefined ? null : authenticateOperator(c.env, token, Date.now());
}

async function showHome(c: Context<AppEnv>, status: 200 | 400 | 404, page: Pick<AdminHomeProps, "kept" | "error">) {
  const operator = await operatorOf(c);
  if (!operator) return toLogin(c);
  const { name } = await operatorProfile(c.env, operator.operatorId);
  return respondPage(c, status, AdminHomePage({ ...page, name, language: languageOf(c) }));
}

function toLogin(c: Context<AppEnv>): Response {
  return c.redirect("/admin/login", 303);
}
