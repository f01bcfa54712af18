import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { EventsMessage } from "../../../src/contracts/queue-messages.ts";
import { messages } from "../../../src/db/schema/messaging.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { WaitlistEntry } from "../../../src/domain/booking/waitlist.ts";
import { messageId } from "../../../src/domain/ids.ts";
import { MINUTE_MS, toLocal } from "../../../src/domain/time.ts";
import { sealContact } from "../../../src/use-cases/booking/contact.ts";
import { deliverMessage } from "../../../src/use-cases/messaging/deliver-message.ts";
import { tellWaiting } from "../../../src/use-cases/messaging/tell-waiting.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { expireHolds } from "../../support/worker/calendar-object.ts";
import { setPolicy } from "../../support/worker/catalogue.ts";
import { aClient, bookedBy, type Client, wallTime } from "../../support/worker/client.ts";
import { inTenDays } from "../../support/worker/commands.ts";
import { request } from "../../support/worker/credentials.ts";
import { holdBackJobs } from "../../support/worker/emails.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { leadsTo, post } from "../../support/worker/public-pages.ts";
import { rawRows } from "../../support/worker/rows.ts";
import { aSender, postTwilio } from "../../support/worker/senders.ts";
import { told } from "../../support/worker/told.ts";
import { anOffer, aWait, booked, cancel, entryOf, join, ring, standsUntil } from "../../support/worker/waitlist.ts";

const TEN = inTenDays(600);
const PHONE = "+4915112345699";
const background = { waitUntil: () => undefined };

beforeAll(async () => {
  await request("/health");
});
beforeEach(() => void holdBackJobs());
afterEach(() => vi.restoreAllMocks());

/** A business that can write, with quiet hours that begin so many minutes ago and last two hours; null: it has none. */
async function aSalon(
  quietSince: number | null = null,
): Promise<Client & { sender: Awaited<ReturnType<typeof aSender>> }> {
  const client = await aClient(await aTenant());
  const minute = toLocal("Europe/Berlin", Date.now()).minute;
  const at = (plus: number) => (minute + plus + 1_440) % 1_440;
  const quietHours =
    quietSince === null
      ? { fromMinute: 0, toMinute: 0 }
      : { fromMinute: at(-quietSince), toMinute: at(120 - quietSince) };
  const settings = await (await client.send("/message-settings")).json<object>();
  await client.send("/message-settings", { method: "PUT", body: { ...settings, quietHours } });
  return { ...client, sender: await aSender(client.tenant) };
}

async function offersTold(tenant: TestTenant) {
  return (await told(tenant)).filter(({ kind }) => kind === "waitlist_offer");
}

function untilOffered(tenant: TestTenant, count = 1) {
  return eventually(async () => {
    const rows = await offersTold(tenant);
    expect(rows).toHaveLength(count);
    return rows;
  });
}

/** Somebody waited, time was freed, and this is where their message leads. */
async function aLink(tenant: TestTenant) {
  const entry = await anOffer(tenant);
  const [message] = await untilOffered(tenant);
  return { entry, link: linkIn(message?.body?.text) };
}

function linkIn(text = ""): string {
  return /\/w\/[\w-]{100}/.exec(text)?.[0] ?? "";
}

async function pageOf(path: string) {
  const response = await request(`${path}?lang=en`);
  return { status: response.status, text: await response.text() };
}

async function confirmed(tenant: TestTenant) {
  const { appointments } = await tenant.calendar().day(tenant.ref, { start: inTenDays(0), end: inTenDays(1_439) });
  return appointments.filter(({ status }) => status === "confirmed");
}

/** As the branch's calendar tells of the offer. */
function newsOf({ tenantId, branchId }: TestTenant, { id: subjectId, offer }: WaitlistEntry): EventsMessage[] {
  const facts = { offer: { holdId: offer?.id } };
  const by = { seq: 900, at: Date.now(), actor: "system", requestId: null };
  return [
    { tenantId, branchId, events: [], notices: [], trail: [{ ...by, action: "waitlist.offered", subjectId, facts }] },
  ];
}

function forgetMessages({ tenantId }: TestTenant) {
  return tenantDb(env.DB, tenantId).orm.delete(messages).where(eq(messages.tenantId, tenantId));
}

describe("whoever waits and is offered a time", () => {
  it("is told which, when and until when, and takes it by the link: one appointment, however often they press", async () => {
    const { tenant } = await aSalon();
    const { entry, link } = await aLink(tenant);
    const [message] = await offersTold(tenant);
    expect(message).toMatchObject({ channel: "sms", status: "queued", purpose: "transactional" });
    expect(message?.uniqueKey).toBe(`waitlist/${entry.id}/${entry.offer?.id}`);
    expect(message?.body?.text).toMatch(
      /^Salon: Cut on .+ at 10:00 has become free\. We keep it for you until \d\d:\d\d\./,
    );

    const page = await pageOf(link);
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/We keep it for you until[^]+Cut[^]+10:00[^]+Take it[^]+Not this time/);
    expect((await entryOf(tenant, entry)).status).toBe("offered"); // looking books nothing

    const [first, second] = [await post(`${link}/take?lang=en`, {}), await post(`${link}/take?lang=en`, {})];
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(leadsTo(first)).toBe(`${link}?news=booked&lang=en`);
    expect(await (await request(leadsTo(first))).text()).toMatch(/You are booked[^]+Move[^]+Cancel appointment/);
    expect((await confirmed(tenant)).map(({ id, startsAt }) => [id, startsAt])).toEqual([[entry.appointmentId, TEN]]);

    expect((await post(`${link}/cancel`, { reason: "" })).status).toBe(303);
    expect(await confirmed(tenant)).toEqual([]);
  });

  it("with others sees for how many it is, and what all their seats cost", async () => {
    const { tenant } = await aSalon();
    await setPolicy(tenant.cut, { capacity: 2 });
    const appointment = await booked(tenant, 600);
    await join(tenant, { partySize: 2 });
    await cancel(tenant, appointment);
    const [message] = await untilOffered(tenant);
    const page = await pageOf(linkIn(message?.body?.text));
    expect(page.text).toMatch(/<dt>People<\/dt><dd>2<\/dd><dt>Price<\/dt><dd>€70\.00<\/dd>/);
  });

  it("is told once of each offer, whatever the queue delivers", async () => {
    const { tenant } = await aSalon();
    const { entry } = await aLink(tenant);
    await Promise.all([0, 1].map(() => tellWaiting(env, background, newsOf(tenant, entry), Date.now())));
    expect(await offersTold(tenant)).toHaveLength(1);
    await forgetMessages(tenant);
    await tellWaiting(env, background, newsOf(tenant, entry), Date.now());
    expect(await offersTold(tenant)).toHaveLength(1);
  });

  it("is not told of an offer that is over, when the queue or the vendor is late", async () => {
    const { tenant } = await aSalon();
    const { entry } = await aLink(tenant);
    const late = (entry.offer?.expiresAt ?? 0) + 1;
    const [message] = await offersTold(tenant);
    if (!message) throw new Error("nobody was told");
    await deliverMessage(env, { tenantId: tenant.tenantId, messageId: messageId.parse(message.id) }, late);
    expect((await offersTold(tenant))[0]).toMatchObject({ status: "not_sent", reason: "offer_over" });
    await forgetMessages(tenant);
    await tellWaiting(env, background, newsOf(tenant, entry), late);
    expect(await offersTold(tenant)).toEqual([]);
  });

  it("passes it on: the next in line is told, and the first one's link says that it is over", async () => {
    const { tenant } = await aSalon();
    const first = await aLink(tenant);
    const second = await join(tenant);
    const left = await post(`${first.link}/leave?lang=en`, {});
    expect(left.status).toBe(303);
    expect((await pageOf(first.link)).text).toMatch(/no longer on the waitlist[^]+See free times/);
    const messages = await untilOffered(tenant, 2);
    expect((await entryOf(tenant, second)).status).toBe("offered");
    expect((await post(`${first.link}/take?lang=en`, {})).status).toBe(409);
    expect(await confirmed(tenant)).toEqual([]);
    const theirs = messages.map(({ body }) => linkIn(body?.text)).find((link) => link !== first.link) ?? "";
    expect((await post(`${theirs}/take`, {})).status).toBe(303);
    expect((await confirmed(tenant)).map(({ id }) => id)).toEqual([second.appointmentId]);
  });

  it("loses it in silence when it lapses, and the next in line is told", async () => {
    const { tenant } = await aSalon();
    const first = await aLink(tenant);
    await join(tenant);
    await expireHolds(tenant);
    await ring(tenant);
    await untilOffered(tenant, 2);
    const page = await pageOf(first.link);
    expect(page.text).toContain("This offer is over");
    expect(page.text).not.toContain("Take it");
    const late = await post(`${first.link}/take?lang=en`, {});
    expect(late.status).toBe(409);
    expect(await late.text()).toContain("cannot be booked any more");
    expect(await confirmed(tenant)).toEqual([]);
  });

  it("answers what the service asks first", async () => {
    const { tenant } = await aSalon();
    const question = { label: "Allergies?", type: "text" as const, choices: [], isRequired: true };
    await setPolicy(tenant.cut, { questions: [{ id: "allergies", ...question }] });
    const { link } = await aLink(tenant);
    const asked = await post(`${link}/take?lang=en`, {});
    expect(asked.status).toBe(400);
    expect(await asked.text()).toContain('href="#answer.allergies"');
    expect((await post(`${link}/take`, { "answer.allergies": "none" })).status).toBe(303);
    expect(await confirmed(tenant)).toHaveLength(1);
  });

  it("gets nothing by SMS after STOP", async () => {
    vi.restoreAllMocks();
    const { tenant, sender } = await aSalon();
    const taken = await booked(tenant, 600);
    await join(tenant, { phone: PHONE });
    await postTwilio(sender, {
      MessageSid: "SM1",
      SmsStatus: "received",
      From: PHONE,
      To: "+493023125840",
      Body: "STOP",
    });
    await eventually(async () => expect((await told(tenant)).map(({ kind }) => kind)).toContain("stop"));
    await cancel(tenant, taken);
    await eventually(async () => {
      const [message] = await offersTold(tenant);
      expect(message).toMatchObject({ status: "not_sent", reason: "opted_out" });
    });
  });

  it("is not woken by SMS: it goes after the quiet hours, or it is written down that nothing was sent", async () => {
    const { tenant } = await aSalon(60); // for another hour
    const entry = await anOffer(tenant);
    await untilOffered(tenant);
    const tellAnew = async (minutes: number) => {
      await forgetMessages(tenant);
      await standsUntil(tenant, entry, Date.now() + minutes * MINUTE_MS);
      await tellWaiting(env, background, newsOf(tenant, entry), Date.now());
      return (await offersTold(tenant))[0];
    };
    expect(await tellAnew(15)).toMatchObject({ channel: "sms", status: "not_sent", reason: "quiet_hours", body: null });
    const later = await tellAnew(240);
    expect(later).toMatchObject({ channel: "sms", status: "queued", reason: null });
    const minutes = ((later?.nextAttemptAt ?? 0) - Date.now()) / MINUTE_MS;
    expect([minutes > 58, minutes <= 60]).toEqual([true, true]);
  });

  it("has an e-mail at any hour, in their language", async () => {
    const { tenant } = await aSalon(60);
    const taken = await booked(tenant, 600);
    const wait = await aWait(tenant);
    const details = { name: "Erika", phone: PHONE, email: "erika@example.com", notes: null };
    const contact = await sealContact(tenant.vault, wait.entry.appointmentId, details);
    const entry = { ...wait.entry, contact, language: "de" as const };
    await tenant.calendar().waitlist(tenant.ref, "join", { ...wait, entry });
    await cancel(tenant, taken);
    await untilOffered(tenant);
    await standsUntil(tenant, entry, Date.now() + 15 * MINUTE_MS);
    await forgetMessages(tenant);
    const carrier = { RESEND_API_KEY: "re_test", EMAIL_FROM: "Salon <salon@example.com>" };
    const withCarrier = { ...env, ...carrier } as unknown as Env;
    const offered = await entryOf(tenant, { ...entry, createdAt: 0, status: "offered", offer: null });
    await tellWaiting(withCarrier, background, newsOf(tenant, offered), Date.now());
    const [message] = await offersTold(tenant);
    expect(message).toMatchObject({ channel: "email", status: "queued", language: "de" });
    expect(message?.body?.subject).toMatch(/^Für Sie frei geworden: Cut am .+ um 10:00 Uhr$/);
    expect(message?.body?.text).toMatch(/bei Anna[^]+bis \d?\d:\d\d Uhr für Sie frei[^]+\/w\//);
    expect(message?.body?.html).toMatch(/Salon[^]+Annehmen oder ablehnen/);
  });

  it("is told as the customer that they are already", async () => {
    const client = await aSalon();
    const { tenant } = client;
    await bookedBy(client, { customer: { name: "Erika", phone: PHONE }, startsAt: wallTime(840) });
    const [customer] = await eventually(async () => {
      const rows = await rawRows<{ id: string }>(tenant, "customers");
      expect(rows).toHaveLength(1);
      return rows;
    });
    const taken = await booked(tenant, 600);
    await join(tenant, { phone: PHONE });
    await cancel(tenant, taken);
    const [message] = await untilOffered(tenant);
    expect(message?.customerId).toBe(customer?.id);
  });
});

describe("the link of an offer", () => {
  it("opens nothing when it was changed, or another's place was put into it", async () => {
    const { tenant } = await aSalon();
    const [{ link, entry }, strange] = [await aLink(tenant), await aSalon()];
    const other = await aLink(strange.tenant);
    const token = link.slice("/w/".length);
    const theirs = other.link.slice("/w/".length);
    const flipped = `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`;
    const swapped = theirs.slice(0, 26) + token.slice(26);
    for (const forged of [flipped, swapped, theirs.slice(0, 78) + token.slice(78), "short", "%00", "a".repeat(500)]) {
      expect((await pageOf(`/w/${forged}`)).status).toBe(404);
      for (const act of ["take", "leave", "cancel", "move"]) {
        expect((await post(`/w/${forged}/${act}`, {})).status).toBe(404);
      }
    }
    expect((await entryOf(tenant, entry)).status).toBe("offered");
  });

  it("opens nothing once it is forgotten who they were", async () => {
    const { tenant } = await aSalon();
    const { link, entry } = await aLink(tenant);
    const entries = [{ id: entry.id, sealed: "" }];
    await tenant.calendar().waitlist(tenant.ref, "forget", { entries, actor: "test" });
    expect((await pageOf(link)).status).toBe(404);
  });

  it("is not followed from another site's form", async () => {
    const { tenant } = await aSalon();
    const { link, entry } = await aLink(tenant);
    const headers = { "content-type": "application/x-www-form-urlencoded", origin: "https://evil.example" };
    expect((await request(`${link}/take`, { method: "POST", body: "", headers })).status).toBe(403);
    expect((await entryOf(tenant, entry)).status).toBe("offered");
    const page = await request(link, { headers: { "accept-language": "de" } });
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(await page.text()).toMatch(/Für Sie frei geworden[^]+Termin annehmen[^]+Diesmal nicht/);
  });
});
