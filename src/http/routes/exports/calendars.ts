import * as z from "zod";
import {
  mirrorState,
  mirrorView,
  proposalState,
  proposalView,
  reconcileView,
  syncLogView,
} from "../../../contracts/calendar-sync.ts";
import { feedView, subscriptionView } from "../../../contracts/calendars.ts";
import { calendarAccountId } from "../../../domain/ids.ts";
import { viewFeeds } from "../../../use-cases/calendars/manage-feeds.ts";
import { viewSubscriptions } from "../../../use-cases/calendars/manage-subscriptions.ts";
import { viewMirrors, viewSyncLog } from "../../../use-cases/calendars/sync/manage-mirrors.ts";
import { viewProposals } from "../../../use-cases/calendars/sync/manage-proposals.ts";
import { viewReconciles } from "../../../use-cases/calendars/sync/reconcile/ask-reconcile.ts";
import { tenantActor } from "../../api.ts";
import { exportRoute } from "../../export-route.ts";
import { calendarsReading as reading } from "../calendars/accounts.ts";

export const feedExport = exportRoute({
  path: "/calendar-feeds",
  what: "Feeds for calendar programs, without addresses,",
  reading,
  item: feedView,
  query: z.strictObject({}),
  open(c) {
    const { tenantId } = tenantActor(c);
    return (page) => viewFeeds(c.env, tenantId, page);
  },
});

export const subscriptionExport = exportRoute({
  path: "/calendar-subscriptions",
  what: "Calendars kept elsewhere, without addresses,",
  reading,
  item: subscriptionView,
  query: z.strictObject({}),
  open(c) {
    const { tenantId } = tenantActor(c);
    return (page) => viewSubscriptions(c.env, tenantId, page);
  },
});

export const proposalExport = exportRoute({
  path: "/calendar-proposals",
  what: "What was done to our entries in calendars outside",
  reading,
  item: proposalView,
  query: z.strictObject({ state: proposalState.optional() }),
  open(c, { state }) {
    const { tenantId } = tenantActor(c);
    return (page) => viewProposals(c.env, tenantId, state, page);
  },
});

export const syncLogExport = exportRoute({
  path: "/calendar-accounts/{accountId}/log",
  what: "What was done at an account",
  reading,
  item: syncLogView,
  query: z.strictObject({}),
  async open(c) {
    const [{ tenantId }, id] = [tenantActor(c), calendarAccountId.parse(c.req.param("accountId"))];
    const isKnown = await viewSyncLog(c.env, tenantId, id, { cursor: null, limit: 1 });
    return isKnown && (async (page) => (await viewSyncLog(c.env, tenantId, id, page)) ?? NOTHING);
  },
});

export const mirrorExport = exportRoute({
  path: "/calendar-mirrors",
  what: "Appointments as they stand in calendars outside",
  reading,
  item: mirrorView,
  query: z.strictObject({ accountId: calendarAccountId.optional(), state: mirrorState.optional() }),
  open(c, filter) {
    const { tenantId } = tenantActor(c);
    return (page) => viewMirrors(c.env, tenantId, filter, page);
  },
});

export const reconcileExport = exportRoute({
  path: "/calendar-accounts/{accountId}/reconcile",
  what: "What was found when an account was compared",
  reading,
  item: reconcileView,
  query: z.strictObject({}),
  async open(c) {
    const [{ tenantId }, id] = [tenantActor(c), calendarAccountId.parse(c.req.param("accountId"))];
    const isKnown = await viewReconciles(c.env, tenantId, id, { cursor: null, limit: 1 });
    return isKnown && (async (page) => (await viewReconciles(c.env, tenantId, id, page)) ?? NOTHING);
  },
});

/** The account was disconnected meanwhile. */
const NOTHING = { items: [], nextCursor: null };
