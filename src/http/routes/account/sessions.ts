import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import { deleteCookie } from "hono/cookie";
import * as z from "zod";
import { type SessionView, sessionView, signInView } from "../../../contracts/account.ts";
import type { SessionRow } from "../../../db/queries/identity.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import { listSessions, listSignIns, type SignInRow } from "../../../db/queries/sign-in.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { isSessionAlive } from "../../../domain/identity/session-life.ts";
import { sessionId } from "../../../domain/ids.ts";
import { toUtc } from "../../../domain/time.ts";
import { endSession, endSessions } from "../../../use-cases/identity/end-sessions.ts";
import { askingAccount } from "../../account-of.ts";
import { body, commonRefusals, createApi, cursorQuery, json, notFound, paged } from "../../api.ts";
import type { AppEnv } from "../../app-env.ts";
import { OPERATOR_COOKIE, SESSION_COOKIE } from "../../middleware/credential.ts";
import { requireAccount } from "../../middleware/require-account.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { COOKIE } from "../../sign-in.ts";

/** A person has a few; whoever has more sees those that were used last. */
const MAX_SESSIONS = 100;
const base = { tags: ["Account"], security: [{ session: [] }] };

const list = createRoute({
  ...base,
  method: "get",
  path: "/me/sessions",
  summary: "Where the user is signed in",
  middleware: [requirePermission("account:read"), requireAccount],
  responses: { 200: json(z.object({ items: z.array(sessionView) }), "Last used first."), ...commonRefusals },
});

const endOne = createRoute({
  ...base,
  method: "delete",
  path: "/me/sessions/{sessionId}",
  summary: "Sign one device out",
  middleware: [requirePermission("account:write"), requireAccount],
  request: { params: z.object({ sessionId }) },
  responses: { 204: { description: "It is over, at once." }, ...commonRefusals },
});

const endMany = createRoute({
  ...base,
  method: "post",
  path: "/me/sessions/end",
  summary: "Sign out everywhere, or everywhere else",
  middleware: [requirePermission("account:write"), requireAccount],
  request: { body: body(z.strictObject({ scope: z.enum(["others", "all"]) })) },
  responses: { 204: { description: "They are over, at once." }, ...commonRefusals },
});

export const signInsReading = { ...base, middleware: [requirePermission("account:read"), requireAccount] };

const history = createRoute({
  ...signInsReading,
  method: "get",
  path: "/me/sign-ins",
  summary: "Who tried to sign in as the user, and how it ended",
  request: { query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(signInView), "Newest first."), ...commonRefusals },
});

export const sessionRoutes = createApi()
  .openapi(list, async (c) => {
    const { db, id, sessionId: current } = mine(c);
    const now = Date.now();
    const rows = await listSessions(db, id, now, MAX_SESSIONS);
    return c.json({ items: rows.flatMap((row) => toView(row, current, now)) }, 200);
  })
  .openapi(endOne, async (c) => {
    const { db, id } = mine(c);
    const by = { requestId: c.get("requestId"), now: Date.now() };
    return (await endSession(c.env, db, id, c.req.valid("param").sessionId, by))
      ? c.body(null, 204)
      : notFound(c, "session");
  })
  .openapi(endMany, async (c) => {
    const { db, id, sessionId: current } = mine(c);
    const isAll = c.req.valid("json").scope === "all";
    await endSessions(c.env, db, id, { keep: isAll ? null : current, requestId: c.get("requestId"), now: Date.now() });
    if (isAll) deleteCookie(c, c.get("actor").kind === "operator" ? OPERATOR_COOKIE : SESSION_COOKIE, COOKIE);
    return c.body(null, 204);
  })
  .openapi(history, async (c) => {
    const { cursor = null, limit } = c.req.valid("query");
    return c.json(await viewSignIns(c, { cursor, limit }), 200);
  });

/** Of whoever asks. */
export async function viewSignIns(c: Context<AppEnv>, page: Page): Promise<Paged<z.infer<typeof signInView>>> {
  const { db, id } = mine(c);
  const { items, nextCursor } = await listSignIns(db, id, page);
  return { items: items.map(toSignInView), nextCursor };
}

function mine(c: Context<AppEnv>) {
  const asking = askingAccount(c);
  return { ...asking, db: tenantDb(c.env.DB, asking.tenantId) };
}

function toSignInView({
  id,
  at,
  method,
  secondFactor,
  outcome,
  device,
  network,
}: SignInRow): z.infer<typeof signInView> {
  return { id, at: toUtc(at), method, secondFactor, outcome, device, network };
}

/** Sessions of before there were ids cannot be named; they are over within a week. */
function toView(row: SessionRow, current: string | null, now: number): SessionView[] {
  if (row.id === null || !isSessionAlive(row, now)) return [];
  const { id, method, secondFactor } = row;
  const times = { createdAt: toUtc(row.createdAt), lastSeenAt: toUtc(row.lastSeenAt), expiresAt: toUtc(row.expiresAt) };
  const where = { device: row.device ?? "", network: row.network ?? "" };
  return [{ id, isCurrent: id === current, method, secondFactor, ...where, ...times }];
}
