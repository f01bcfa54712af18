import type { Background } from "../../db/directory.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import {
  deleteOwnFeeds,
  findOwnFeed,
  hasStandingFeed,
  insertPortalToken,
  prolongOwnFeed,
} from "../../db/queries/portal.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { OWN_FEED_MS } from "../../domain/customers/portal.ts";
import { DAY_MS, type EpochMs } from "../../domain/time.ts";
import { configOf } from "../../env.ts";
import { calendarFileOf } from "../booking/public/calendar-file.ts";
import { hashToken, isToken, newToken } from "../identity/token.ts";
import type { PortalSession } from "./open-portal.ts";
import { type OwnAppointment, viewPortal } from "./view-portal.ts";

type By = { requestId: string; now: EpochMs };

/** A secret address for the customer's calendar program, told once. The one before it is over. */
export async function createOwnFeed(
  env: Env,
  { db, proof, index }: PortalSession,
  { requestId, now }: By,
): Promise<string> {
  const token = newToken();
  const row = { tokenHash: await hashToken(token), purpose: "feed" as const, proof, emailIndex: index };
  await db.orm.batch([
    deleteOwnFeeds(db, index),
    insertPortalToken(db, { ...row, createdAt: now, expiresAt: now + OWN_FEED_MS }),
    auditInsert(db, {
      actor: "web",
      action: "portal_feed.created",
      subjectId: db.tenantId,
      facts: {},
      requestId,
      at: now,
    }),
  ]);
  return new URL(`/calendar/${token}.ics`, configOf(env).PUBLIC_URL).href;
}

export function hasOwnFeed({ db, index }: PortalSession, now: EpochMs): Promise<boolean> {
  return hasStandingFeed(db, index, now);
}

export async function revokeOwnFeed({ db, index }: PortalSession, { requestId, now }: By): Promise<void> {
  await db.orm.batch([
    deleteOwnFeeds(db, index),
    auditInsert(db, {
      actor: "web",
      action: "portal_feed.revoked",
      subjectId: db.tenantId,
      facts: {},
      requestId,
      at: now,
    }),
  ]);
}

/** All that the customer has booked at the business, over its branches. Null for an address that nobody has. */
export async function serveOwnFeed(
  env: Env,
  background: Background,
  token: string,
  now: EpochMs,
): Promise<string | null> {
  const feed = isToken(token) ? await findOwnFeed(env.DB, await hashToken(token), now) : null;
  if (!feed) return null;
  const db = tenantDb(env.DB, feed.tenantId);
  if (feed.expiresAt - now < OWN_FEED_MS - DAY_MS) await prolongOwnFeed(db, feed.tokenHash, now + OWN_FEED_MS);
  const { upcoming, past } = await viewPortal(env, background, { db, proof: feed.proof, index: feed.emailIndex }, now);
  const placed = [...past.filter(tookPlace), ...upcoming].map(({ row, access }) => ({
    rules: access.rules,
    appointment: row,
  }));
  return calendarFileOf(placed[0]?.rules.tenantName ?? "", placed);
}

function tookPlace({ row }: OwnAppointment): boolean {
  return ["confirmed", "completed", "no_show"].includes(row.status);
}
