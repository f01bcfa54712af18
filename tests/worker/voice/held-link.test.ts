import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { consentStatements } from "../../../src/db/queries/opt-outs.ts";
import { storeOutboundSettings } from "../../../src/db/queries/outbound-requests.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import { MINUTE_MS } from "../../../src/domain/time.ts";
import { callIdOf } from "../../../src/use-cases/voice/call-id.ts";
import { usualOutboundSettings } from "../../../src/use-cases/voice/outbound/outbound-settings.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { expireHolds } from "../../support/worker/calendar-object.ts";
import { setPolicy } from "../../support/worker/catalogue.ts";
import { dateInTenDays, inTenDays } from "../../support/worker/commands.ts";
import { request } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { aForm, bookPath, leadsTo, post } from "../../support/worker/public-pages.ts";
import { deliver, holdBackJobs, holdBackWebhooks } from "../../support/worker/queues.ts";
import { ask, type CallOptions, ORIGIN, postRetell } from "../../support/worker/retell.ts";
import { callAnalyzed, callEnded } from "../../support/worker/retell-events.ts";
import { rawRows } from "../../support/worker/rows.ts";
import { aSender } from "../../support/worker/senders.ts";

const TEN = inTenDays(600);
const wish = { service: "Cut", startsAt: `${dateInTenDays()}T10:00` };

beforeAll(async () => {
  await ask(await aTenant(), "list_services");
});
afterEach(() => vi.restoreAllMocks());

async function aSalon(options: Parameters<typeof aTenant>[0] = {}): Promise<TestTenant> {
  const tenant = await aTenant(options);
  await aSender(tenant);
  return tenant;
}

/** What the first opening of a form adds to its address. */
const form = () => `&form=${crypto.randomUUID()}`;

/** The vendor tells that the call is over, in as many events as it takes; the queues do their work. */
async function hangUp(tenant: TestTenant, call: CallOptions = {}, more: Record<string, unknown> = {}) {
  const [webhooks, jobs] = [holdBackWebhooks(), holdBackJobs()];
  const now = { end_timestamp: Date.now(), ...more };
  for (const event of [callEnded(tenant, call, now), callAnalyzed(tenant, call, now)]) {
    await postRetell(tenant, "", event);
    for (const body of webhooks.splice(0)) await deliver("webhooks", [{ body }]);
    const texts = jobs.splice(0).filter(({ type }) => type === "text_back");
    for (const body of texts) await deliver("jobs", [{ body }]);
  }
}

type Row = { id: string; kind: string; status: string; reason: string | null; sealed_body: string };

async function texts(tenant: TestTenant) {
  const rows = await rawRows<Row>(tenant, "messages");
  const open = async ({ id, sealed_body }: Row) =>
    (JSON.parse(await tenant.vault.open({ purpose: "message.body", row: id }, sealed_body)) as { text: string }).text;
  return Promise.all(rows.map(async (row) => ({ kind: row.kind, text: await open(row) })));
}

/** A caller who has ten o'clock held, and whose call drops: the text, and where its link leads. */
async function aDroppedCall(tenant: TestTenant, language = "en") {
  await ask(tenant, "hold_slot", { ...wish, staff: "Ben", language });
  await hangUp(tenant);
  const [{ text } = { text: "" }] = await texts(tenant);
  return { text, path: (/https?:\S+$/.exec(text)?.[0] ?? "").replace(ORIGIN, "") + form() };
}

const dayOf = (tenant: TestTenant) => tenant.calendar().day(tenant.ref, { start: inTenDays(0), end: inTenDays(1_439) });

/** The form as the page shows it, filled in. */
async function fill(path: string, fields: Record<string, string> = {}) {
  const html = await (await request(path)).text();
  const held = /name="held" value="([^"]+)"/.exec(html)?.[1] ?? "";
  return aForm(TEN, { held, ...fields });
}

describe("a time held for a caller who is cut off", () => {
  it.each([
    ["en", /^Salon: we are keeping Cut on .+ at 10:00 for you until \d\d:\d\d\. Book it here: http/, "We are keeping"],
    [
      "de",
      /^Salon: Cut am .+ um 10:00 Uhr halten wir bis \d?\d:\d\d Uhr für Sie frei\. Hier buchen: http/,
      "halten wir bis",
    ],
  ] as const)("is booked by the link that they get, in %s", async (language, words, kept) => {
    const tenant = await aSalon({ language });
    const { text, path } = await aDroppedCall(tenant, language);
    expect(text).toMatch(words);
    expect(await texts(tenant)).toHaveLength(1);
    const page = await request(path);
    const html = await page.text();
    expect([page.status, html.includes(kept), html.includes("Ben"), html.includes("data-watch")]).toEqual([
      200,
      true,
      true,
      false,
    ]);
    expect((await dayOf(tenant)).holds).toHaveLength(1);

    const booked = await post(path, await fill(path));
    expect(leadsTo(booked)).toMatch(/^\/m\/[\w-]{22}\?news=booked/);
    const { appointments, holds } = await dayOf(tenant);
    expect(holds).toEqual([]);
    const source = { channel: "web", callId: await callIdOf(tenant.connectionId, "call_1") };
    expect(appointments).toMatchObject([{ startsAt: TEN, staffId: tenant.ben, source, language }]);
  });

  it("has five whole minutes from the end of the call, once", async () => {
    const tenant = await aSalon();
    const { data } = await ask(tenant, "hold_slot", wish);
    const soon = Date.now() + 30 * MINUTE_MS; // whatever the clock of the vendor says
    await hangUp(tenant, {}, { end_timestamp: soon });
    const [hold] = (await dayOf(tenant)).holds;
    expect(hold).toMatchObject({ isExtended: true });
    expect(hold?.expiresAt).toBeGreaterThan(Date.parse(String(data["expiresAt"])));
    const expiresAt = hold?.expiresAt;
    await hangUp(tenant);
    expect((await dayOf(tenant)).holds).toMatchObject([{ expiresAt }]);
    expect(await texts(tenant)).toHaveLength(1);
  });

  it("is booked once, however often the form is sent; another form of the same link is offered other times", async () => {
    const tenant = await aSalon();
    const { path } = await aDroppedCall(tenant);
    const [form, other] = [await fill(path), await fill(path, { name: "Somebody Else" })];
    const sent = await Promise.all([post(path, form), post(path, form)]);
    expect([...sent, await post(path, form)].map(({ status }) => status)).toEqual([303, 303, 303]);
    const refused = await post(path, other);
    const html = await refused.text();
    expect([refused.status, html.includes("We could not keep that time any longer")]).toEqual([409, true]);
    expect(html.match(/name="instead"/g)).toHaveLength(3);
    expect((await dayOf(tenant)).appointments).toHaveLength(1);
    const again = await request(path);
    expect(leadsTo(again)).toContain("kept=over");
    expect(await (await request(leadsTo(again))).text()).toContain("We are no longer keeping the time from your call");
  });

  it("that has lapsed is said to have, keeps what was typed, and can still be had where nobody took it", async () => {
    const tenant = await aSalon();
    const { path } = await aDroppedCall(tenant);
    const form = await fill(path, { notes: "With a dog" });
    await expireHolds(tenant);
    expect(leadsTo(await request(path))).toMatch(new RegExp(`${tenant.cut}\\?kept=over&date=${dateInTenDays()}`));
    const refused = await post(path, form);
    const html = await refused.text();
    expect([refused.status, html.includes("With a dog"), html.includes('name="held"')]).toEqual([409, true, false]);
    const instead = /name="instead" value="([^"]+)"/.exec(html)?.[1] ?? "";
    expect(Date.parse(instead)).toBe(TEN);
    expect((await post(path, { ...form, ...aForm(TEN), instead })).status).toBe(303);
  });

  it("stays held while the form is mended", async () => {
    const tenant = await aSalon();
    const { path } = await aDroppedCall(tenant);
    const wrong = await post(path, await fill(path, { name: "" }));
    const html = await wrong.text();
    expect([wrong.status, html.includes("We are keeping this time"), html.includes('name="held"')]).toEqual([
      400,
      true,
      true,
    ]);
  });

  it("opens for nobody with a guess, at another branch or for another service", async () => {
    const [tenant, other] = [await aSalon(), await aSalon()];
    const { path } = await aDroppedCall(tenant);
    const url = new URL(path, ORIGIN);
    const held = url.searchParams.get("held") ?? "";
    const elsewhere = `/b/${other.tenantId}/${other.branchId}/${other.cut}/book${url.search}`;
    const wrong = [
      path.replace(held, "x".repeat(43)),
      path.replace(held, "short"),
      elsewhere,
      path.replace(tenant.cut, tenant.colour),
    ];
    for (const each of wrong) {
      expect(leadsTo(await request(each))).toContain("kept=over");
    }
    for (const token of [held, "x".repeat(43), "short"]) {
      const refused = await post(elsewhere, aForm(TEN, { held: token }));
      expect(refused.status).toBe(409);
    }
    expect((await dayOf(other)).appointments).toEqual([]);
    expect((await post(path, await fill(path))).status).toBe(303);
  });

  it("is given back when it cannot be booked for another reason than that it is over", async () => {
    const tenant = await aSalon();
    const { path } = await aDroppedCall(tenant);
    const form = await fill(path);
    const noon = inTenDays(720);
    expect(
      (await post(bookPath(tenant, noon), { ...form, ...aForm(noon), ticket: form["ticket"] ?? "", held: "" })).status,
    ).toBe(303);
    expect((await post(path, form)).status).toBe(409); // its key is used up
    expect((await dayOf(tenant)).holds).toEqual([]);
  });
});

describe("no link goes out", () => {
  const heldBy = async (tenant: TestTenant, call: CallOptions = {}, more: Record<string, unknown> = {}) => {
    expect((await ask(tenant, "hold_slot", wish, call)).ok).toBe(true);
    await hangUp(tenant, call, more);
    return (await texts(tenant)).map(({ kind }) => kind);
  };

  it("to a landline, to a withheld number, or without a number to send from", async () => {
    const tenant = await aSalon();
    expect(await heldBy(tenant, { from: "+493012345678" })).toEqual([]);
    expect(await heldBy(await aSalon(), { from: null })).toEqual([]);
    const silent = await aTenant();
    expect(await heldBy(silent)).toEqual([]);
    expect((await dayOf(silent)).holds).toMatchObject([{ isExtended: false }]);
  });

  it("to a caller who was put through, whose call was long ago, or for what is not for the web", async () => {
    expect(await heldBy(await aSalon(), {}, { disconnection_reason: "call_transfer" })).toEqual([]);
    expect(await heldBy(await aSalon(), {}, { end_timestamp: Date.now() - 60 * MINUTE_MS })).toEqual([]);
    const tenant = await aSalon();
    await setPolicy(tenant.cut, { isBookableOnline: false });
    expect(await heldBy(tenant)).toEqual([]);
  });

  it("of a call that booked another time", async () => {
    const tenant = await aSalon();
    await ask(tenant, "hold_slot", wish);
    await ask(tenant, "book_appointment", { ...wish, startsAt: `${dateInTenDays()}T12:00`, name: "Erika" });
    await eventually(async () => expect(await rawRows(tenant, "appointments")).toHaveLength(1));
    await hangUp(tenant);
    expect((await texts(tenant)).map(({ kind }) => kind)).not.toContain("hold_link");
  });

  it("to whoever has sent STOP: it is only written down", async () => {
    const tenant = await aSalon();
    const db = tenantDb(env.DB, tenant.tenantId);
    const addressIndex = await tenant.vault.phoneIndex("+4915112345678");
    const out = { id: "cns_stop" as never, channel: "sms" as const, addressIndex, messageId: null, at: 1 };
    await db.orm.batch(consentStatements(db, { ...out, action: "withdrawn", source: "word" }));
    await heldBy(tenant);
    const [row] = await rawRows<Row>(tenant, "messages");
    await deliver("jobs", [{ body: { type: "send_message", tenantId: tenant.tenantId, messageId: row?.id } }]);
    expect(await rawRows(tenant, "messages")).toMatchObject([{ status: "not_sent", reason: "opted_out" }]);
  });

  it("beside the text to a missed caller, whose place it takes", async () => {
    const tenant = await aSalon();
    const settings = { ...usualOutboundSettings, textBack: true };
    await storeOutboundSettings(tenantDb(env.DB, tenant.tenantId), settings, Date.now());
    expect(await heldBy(tenant, {}, { duration_ms: 9_000 })).toEqual(["hold_link"]);
    await expireHolds(tenant);
    await hangUp(tenant, {}, { duration_ms: 9_000 });
    expect(await texts(tenant)).toHaveLength(1);
    await hangUp(tenant, { callId: "call_2" }, { duration_ms: 9_000 });
    expect((await texts(tenant)).map(({ kind }) => kind).sort()).toEqual(["hold_link", "text_back"]);
  });
});
