import { type Context, Hono } from "hono";
import { findTenant } from "../../../db/queries/identity.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { formatPhone } from "../../../domain/phone/format-phone.ts";
import { FormPage } from "../../../pages/account/form-page.tsx";
import { alertTexts } from "../../../pages/alert-texts.ts";
import { languageOf } from "../../../pages/language.ts";
import { respondPage } from "../../../pages/layout.tsx";
import { acknowledgeByLink, type OpenedAlert, openAlertLink } from "../../../use-cases/on-call/acknowledge.ts";
import { findAlertView } from "../../../use-cases/on-call/view-alerts.ts";
import type { AppEnv } from "../../app-env.ts";
import { limitForm } from "../../form.ts";
import { sameOriginForm } from "../../middleware/same-origin.ts";

const PATH = "/alert/:token";

/** The link in an emergency's SMS. To look at it takes nothing: programs that preview links follow each of them. */
export const alertLinkRoutes = new Hono<AppEnv>()
  .get(PATH, async (c) => show(c, await openAlertLink(c.env, c.req.param("token"), Date.now())))
  .post(PATH, limitForm, sameOriginForm, async (c) => {
    const opened = await openAlertLink(c.env, c.req.param("token"), Date.now());
    if (opened) await acknowledgeByLink(c.env, opened, Date.now());
    return show(c, opened);
  });

async function show(c: Context<AppEnv>, opened: OpenedAlert | null) {
  const language = languageOf(c);
  const texts = alertTexts[language];
  const path = new URL(c.req.url).pathname;
  const alert = opened && (await findAlertView(c.env, opened.tenantId, opened.alertId));
  if (!opened || !alert) {
    return respondPage(c, 404, FormPage({ language, path, title: texts.over, lead: texts.overLead, form: null }));
  }
  const tenant = await findTenant(tenantDb(c.env.DB, opened.tenantId));
  const isTaken = alert.status === "acknowledged";
  const title = isTaken ? texts.taken(alert.acknowledgedBy ?? "") : texts.title(tenant?.name ?? "");
  const lead = [alert.message, alert.phone && texts.phone(formatPhone(alert.phone))].filter(Boolean).join(" ");
  const form = isTaken ? null : { fields: [], submit: texts.take };
  return respondPage(c, 200, FormPage({ language, path, title, lead: lead || texts.noWords, form }));
}
