import { type Context, Hono } from "hono";
import { findTenant } from "../../../db/queries/identity.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { UnsubscribePage } from "../../../pages/booking/contact.tsx";
import { readUnsubscribe, unsubscribe } from "../../../use-cases/messaging/unsubscribe.ts";
import type { AppEnv } from "../../app-env.ts";
import { limitForm } from "../../form.ts";
import { frameOf, respond } from "./frame.ts";

const PATH = "/unsubscribe/:token";

/** The link below e-mails that nobody has asked for. Mail programs may press it too (RFC 8058): it needs no page before. */
export const unsubscribeRoutes = new Hono<AppEnv>()
  .get(PATH, (c) => show(c, "asked"))
  .post(PATH, limitForm, async (c) => {
    const whose = readUnsubscribe(c.env, c.req.param("token"));
    if (whose) await unsubscribe(c.env, whose, Date.now());
    return show(c, "stopped");
  });

async function show(c: Context<AppEnv>, state: "asked" | "stopped") {
  const whose = readUnsubscribe(c.env, c.req.param("token") ?? "");
  const tenant = whose && (await findTenant(tenantDb(c.env.DB, whose.tenantId)));
  const frame = frameOf(c, { name: tenant?.name ?? "Frontdesk", embedOrigins: [] });
  c.header("Cache-Control", "no-store");
  return respond(c, tenant ? 200 : 404, UnsubscribePage({ ...frame, state: tenant ? state : "wrong" }), frame);
}
