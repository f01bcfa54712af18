import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { FeedFrame } from "../../../src/contracts/live.ts";
import { toldCalendarTrouble } from "../../../src/contracts/webhook-events.ts";
import { findAccount } from "../../../src/db/queries/calendar-accounts.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { CalendarAccountId } from "../../../src/domain/ids.ts";
import { noteBroken } from "../../../src/use-cases/calendars/sync/note-broken.ts";
import { pullTarget } from "../../../src/use-cases/calendars/sync/pull-target.ts";
import { aCalendarAccount } from "../../support/worker/calendar-accounts.ts";
import { aClient, bookedBy, type Client } from "../../support/worker/client.ts";
import { aKey } from "../../support/worker/credentials.ts";
import { holdBackJobs, waitingEmails } from "../../support/worker/emails.ts";
import { anOwner, playGoogle } from "../../support/worker/google.ts";
import { aReceiver } from "../../support/worker/receiver.ts";
import { connect } from "../../support/worker/sockets.ts";
import { anEndpoint, untilAttempted } from "../../support/worker/webhooks.ts";

beforeAll(async () => {
  await bookedBy(await aClient());
});
afterEach(() => vi.restoreAllMocks());

const troubleOf = async ({ send }: Client) =>
  (await (await send("/calendar-trouble")).json<{ items: object[] }>()).items;

async function breakIt({ tenant: { tenantId } }: Client, id: CalendarAccountId): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const account = await findAccount(db, id);
  if (account) await noteBroken(env, db, account, "credential_dead", Date.now());
}

describe("an account that no longer lets us in", () => {
  it("is told to the owner, to the business's systems and to open dashboards, once for each break", async () => {
    const received = aReceiver();
    const owner = await anOwner();
    const { accountId } = await aCalendarAccount(owner.tenant);
    await anEndpoint(owner, { eventTypes: ["calendar.account_broken"] });
    const feed = await connect<FeedFrame>("/live/tenant", { key: await aKey(owner.tenant, ["live:read"]) });
    const jobs = holdBackJobs();
    await Promise.all([breakIt(owner, accountId), breakIt(owner, accountId)]);
    await breakIt(owner, accountId);

    const mails = await waitingEmails(owner.tenant.tenantId);
    expect(mails.map(({ kind }) => kind)).toEqual(["calendar_broken"]);
    expect(mails[0]?.text).toContain("/app/integrations");
    jobs.mockRestore();
    const heard = await feed.events(1);
    expect(heard[0]?.event).toEqual({ type: "calendar_account_changed", accountId });
    await untilAttempted(owner, 1);
    const body = JSON.parse(received[0]?.body ?? "") as { type: string; data: object };
    expect(body.type).toBe("calendar.account_broken");
    expect(toldCalendarTrouble.strict().parse(body.data)).toMatchObject({ accountId, reason: "credential_dead" });
    expect(await troubleOf(owner)).toMatchObject([
      { kind: "broken", accountId },
      { kind: "given_up", count: 1 },
    ]);
    expect(await troubleOf(await anOwner())).toEqual([]);
  });
});

describe("a calendar that cannot be read", () => {
  it("is told of after the third time in a row, once, and no more when it works again", async () => {
    const played = playGoogle();
    const owner = await anOwner();
    const { tenantId } = owner.tenant;
    const { targetId, mirrorId } = await aCalendarAccount(owner.tenant);
    await owner.send(`/calendar-mirrors/${mirrorId}/discard`, { body: {} });
    holdBackJobs();
    const read = async () => {
      await env.DB.prepare("UPDATE calendar_targets SET next_sync_at = 1 WHERE id = ?").bind(targetId).run();
      await pullTarget(env, { waitUntil: () => {} }, { tenantId, targetId }, Date.now());
    };
    played.spoil.before = ({ url }) => (url.includes("/calendars/") ? new Response("no", { status: 404 }) : null);
    for (const told of [0, 0, 1, 1]) {
      await read();
      expect(await troubleOf(owner)).toHaveLength(told);
      expect(await waitingEmails(tenantId)).toHaveLength(told);
    }
    played.spoil.before = ({ url }) => (url.includes("/calendars/") ? Response.json({ items: [], nextSyncToken: "1" }) : null); // biome-ignore format: one line
    await read();
    expect(await troubleOf(owner)).toEqual([]);
  });
});
