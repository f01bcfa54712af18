import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { portalTokens } from "../../../src/db/schema/portal.ts";
import { PORTAL_SESSION_MS } from "../../../src/domain/customers/portal.ts";
import { showDate } from "../../../src/pages/booking/formats.ts";
import { sealContact } from "../../../src/use-cases/booking/contact.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { setPolicy } from "../../support/worker/catalogue.ts";
import { aBooking, dateInTenDays, inTenDays } from "../../support/worker/commands.ts";
import { tokenIn, waitingEmails } from "../../support/worker/emails.ts";
import { travel } from "../../support/worker/outages.ts";
import { rawRows } from "../../support/worker/rows.ts";
import { aWait, cancel } from "../../support/worker/waitlist.ts";
import { atTheDesk, getPage, postForm } from "../identity/accounts/fixtures.ts";

const EMAIL = "erika@example.com";

beforeEach(atTheDesk);
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Booked with an address, and in the read model. */
async function booked(tenant: TestTenant, minute: number, { email = EMAIL, name = "Erika", partySize = 1 } = {}) {
  const command = await aBooking(tenant, { startsAt: inTenDays(minute) });
  const details = { name, phone: "+4915112345678", email, notes: null };
  const contact = await sealContact(tenant.vault, command.appointmentId, details);
  const answer = await tenant
    .calendar()
    .book(tenant.ref, { ...command, contact, wish: { ...command.wish, partySize } });
  if (!answer.ok) throw new Error(answer.error.reason);
  await tenant.calendar().drain(tenant.ref);
  return answer.value;
}

const at = ({ tenantId }: TestTenant, rest = "") => `/my/${tenantId}${rest}?lang=en`;
const askFor = (tenant: TestTenant, email = EMAIL) => postForm(at(tenant, "/link"), { email });
const openWith = (tenant: TestTenant, token: string) => postForm(at(tenant, "/open"), { token });

async function linkOf(tenant: TestTenant): Promise<string> {
  const mail = (await waitingEmails(tenant.tenantId)).findLast(({ kind }) => kind === "portal_link");
  return mail ? tokenIn(mail) : "";
}

function tokensOf({ tenantId }: TestTenant) {
  return drizzle(env.DB).select().from(portalTokens).where(eq(portalTokens.tenantId, tenantId));
}

/** The headers of a browser in which the customer is signed in. */
async function signedIn(tenant: TestTenant, email = EMAIL) {
  await askFor(tenant, email);
  const opened = await openWith(tenant, await linkOf(tenant));
  return { cookie: (opened.headers.get("set-cookie") ?? "").split(";")[0] ?? "" };
}

async function read(path: string, headers = {}) {
  const response = await getPage(path, { headers });
  return { status: response.status, text: await response.text(), to: response.headers.get("location") };
}

describe("the way into the customer's own pages", () => {
  it("is a link that works once, and a session for that business's portal alone", async () => {
    const tenant = await aTenant();
    await booked(tenant, 600);
    expect((await askFor(tenant)).status).toBe(200);
    const token = await linkOf(tenant);
    expect((await read(at(tenant, "/open"))).status).toBe(200); // looking uses nothing up
    const opened = await openWith(tenant, token);
    expect(opened.status).toBe(303);
    const cookie = opened.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^__Secure-portal=[\w-]{43}; Max-Age=3600; Path=\/my\/\S+; HttpOnly; Secure; SameSite=Lax$/);
    expect((await openWith(tenant, token)).status).toBe(410);
    const rows = JSON.stringify(await tokensOf(tenant));
    expect(rows).toContain("session");
    expect(rows).not.toContain(token);
    expect(rows).not.toContain(/portal=([\w-]+)/.exec(cookie)?.[1]);
    const actions = (await rawRows<{ action: string }>(tenant, "audit_log")).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(["portal_link.sent", "portal.opened"]));
  });

  it("answers alike for an address that never booked, and sends it nothing", async () => {
    const tenant = await aTenant();
    await booked(tenant, 600);
    const answers = new Set<string>();
    for (const email of [EMAIL, "stranger@example.com"]) {
      const response = await askFor(tenant, email);
      const page = (await response.text()).replaceAll(/nonce="[^"]+"/g, "");
      answers.add(`${response.status} ${page}`);
    }
    expect(answers.size).toBe(1);
    expect((await waitingEmails(tenant.tenantId)).map(({ to }) => to)).toEqual([EMAIL]);
  });

  it("is limited for each address, and a newer link makes the older worthless", async () => {
    const tenant = await aTenant();
    await booked(tenant, 600);
    await askFor(tenant);
    const first = await linkOf(tenant);
    await askFor(tenant);
    expect((await openWith(tenant, first)).status).toBe(410);
    await askFor(tenant);
    const refused = await askFor(tenant);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it("says plainly that links cannot be sent where e-mail is not set up", async () => {
    const tenant = await aTenant();
    const page = await (await getPage(at(tenant), { env })).text();
    expect(page).toContain("Links cannot be sent at the moment");
    expect(page).not.toContain("<form");
  });

  it("is refused to a form of another site, and closes when the customer signs out or the hour is over", async () => {
    const tenant = await aTenant();
    await booked(tenant, 600);
    const headers = await signedIn(tenant);
    const foreign = { ...headers, Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
    expect((await postForm(at(tenant, "/sign-out"), {}, { headers: foreign })).status).toBe(403);
    expect((await read(at(tenant), headers)).text).toContain("Upcoming appointments");
    travel(PORTAL_SESSION_MS + 1_000);
    expect((await read(at(tenant), headers)).text).not.toContain("Upcoming appointments");
    vi.useRealTimers();
    await postForm(at(tenant, "/sign-out"), {}, { headers });
    expect((await read(at(tenant), headers)).text).not.toContain("Upcoming appointments");
  });
});

describe("the customer's own pages", () => {
  it("show, move and cancel what was booked with the address, and nothing of anybody else's", async () => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    const own = await booked(tenant, 600);
    const strange = await booked(tenant, 690, { email: "other@example.com", name: "Somebody Else" });
    const elsewhere = await booked(other, 600);
    const headers = await signedIn(tenant);
    const home = await read(at(tenant), headers);
    expect(home.text).toContain(own.id);
    expect(home.text).not.toContain(strange.id);
    expect((await read(at(tenant, `/appointments/${own.id}`), headers)).text).toContain("All appointments");

    for (const id of [strange.id, elsewhere.id, "apt_nobody"]) {
      const page = await read(at(tenant, `/appointments/${id}`), headers);
      expect(page).toMatchObject({ status: 303, to: at(tenant) });
      await postForm(at(tenant, `/appointments/${id}/cancel`), {}, { headers });
    }
    // A session of one business is worth nothing at another.
    expect((await read(at(other), headers)).text).not.toContain("Upcoming appointments");
    expect((await read(at(other, `/appointments/${elsewhere.id}`), headers)).status).toBe(303);
    expect((await tenant.calendar().appointment(tenant.ref, strange.id))?.status).toBe("confirmed");
    expect((await other.calendar().appointment(other.ref, elsewhere.id))?.status).toBe("confirmed");

    const startsAt = new Date(inTenDays(900)).toISOString();
    expect((await postForm(at(tenant, `/appointments/${own.id}/move`), { startsAt }, { headers })).status).toBe(303);
    const moved = await tenant.calendar().appointment(tenant.ref, own.id);
    expect(moved).toMatchObject({ startsAt: inTenDays(900), status: "confirmed" });
    await postForm(at(tenant, `/appointments/${own.id}/cancel`), { reason: "ill" }, { headers });
    expect((await tenant.calendar().appointment(tenant.ref, own.id))?.status).toBe("cancelled");
  });

  it("say how many come, and move to times that have room for all of them", async () => {
    const tenant = await aTenant();
    await setPolicy(tenant.cut, { capacity: 3 });
    const { id } = await booked(tenant, 600, { partySize: 2 });
    await booked(tenant, 690, { email: "others@example.com", partySize: 2 });
    const headers = await signedIn(tenant);
    expect((await read(at(tenant, `/appointments/${id}`), headers)).text).toContain("<dt>People</dt><dd>2</dd>");
    const move = `/appointments/${id}/move`;
    const { text } = await read(`${at(tenant, move)}&date=${dateInTenDays()}`, headers);
    expect(text).toContain("3 seats left");
    expect(text).not.toContain("1 seat left");
  });

  it("give all upcoming as one calendar file, and all data as another, audited", async () => {
    const tenant = await aTenant();
    const [first, second] = [await booked(tenant, 600), await booked(tenant, 690)];
    await booked(tenant, 780, { email: "other@example.com" });
    const headers = await signedIn(tenant);
    const file = (await read(at(tenant, "/appointments.ics"), headers)).text;
    expect(file.match(/^UID:.*$/gm)).toEqual([`UID:${first.id}@frontdesk`, `UID:${second.id}@frontdesk`]);
    const data = JSON.parse((await read(at(tenant, "/data.json"), headers)).text) as { appointments: { id: string }[] };
    expect(data.appointments.map(({ id }) => id)).toEqual([first.id, second.id]);
    const actions = (await rawRows<{ action: string }>(tenant, "audit_log")).map(({ action }) => action);
    expect(actions).toContain("portal.exported");
    expect((await read(at(tenant, "/data.json"))).status).toBe(303);
  });

  it("show the days that the customer waits for, the last one included", async () => {
    const tenant = await aTenant();
    await booked(tenant, 600);
    const wait = await aWait(tenant, { from: 0, to: 3 * 1_440 });
    const details = { name: "Erika", phone: null, email: EMAIL, notes: null };
    const contact = await sealContact(tenant.vault, wait.entry.appointmentId, details);
    await tenant.calendar().waitlist(tenant.ref, "join", { ...wait, entry: { ...wait.entry, contact } });
    const { text } = await read(at(tenant), await signedIn(tenant));
    expect(text).toContain(`between ${showDate("en", dateInTenDays())} and ${showDate("en", dateInTenDays(2))}<`);
  });

  it("show where the customer waits, and let them leave, but not in another's place", async () => {
    const tenant = await aTenant();
    await booked(tenant, 600);
    const join = async (email: string) => {
      const wait = await aWait(tenant);
      const details = { name: "Erika", phone: null, email, notes: null };
      const contact = await sealContact(tenant.vault, wait.entry.appointmentId, details);
      return tenant.calendar().waitlist(tenant.ref, "join", { ...wait, entry: { ...wait.entry, contact } });
    };
    const [own, strange] = [await join(EMAIL), await join("other@example.com")];
    if (!own.ok || !strange.ok) throw new Error("nobody waits");
    const headers = await signedIn(tenant);
    const home = (await read(at(tenant), headers)).text;
    expect(home).toContain(own.value.id);
    expect(home).not.toContain(strange.value.id);
    for (const { id } of [own.value, strange.value]) {
      expect((await postForm(at(tenant, `/waitlist/${id}/leave`), {}, { headers })).status).toBe(303);
    }
    const query = { status: "waiting", after: null, limit: 10, only: null } as const;
    const left = await tenant.calendar().waitlist(tenant.ref, "list", query);
    expect(left.map(({ id }) => id)).toEqual([strange.value.id]);
  });

  it("ask what the service asks before an offer is taken", async () => {
    const tenant = await aTenant();
    const question = { label: "Allergies?", type: "text" as const, choices: [], isRequired: true };
    const since = { ...question, id: "since", label: "Since when?", isRequired: false };
    await setPolicy(tenant.cut, { questions: [{ id: "allergies", ...question }, since] });
    const taken = await booked(tenant, 600);
    await booked(tenant, 690);
    const wait = await aWait(tenant);
    const details = { name: "Erika", phone: null, email: EMAIL, notes: null };
    const contact = await sealContact(tenant.vault, wait.entry.appointmentId, details);
    const { id, appointmentId } = { ...wait.entry };
    await tenant.calendar().waitlist(tenant.ref, "join", { ...wait, entry: { ...wait.entry, contact } });
    await cancel(tenant, taken);
    const headers = await signedIn(tenant);
    expect((await read(at(tenant), headers)).text).toContain(`id="${id}answer.allergies"`);

    const take = async (form: Record<string, string>) =>
      (await postForm(at(tenant, `/waitlist/${id}/take`), form, { headers })).headers.get("location");
    const asked = await postForm(at(tenant, `/waitlist/${id}/take`), { "answer.since": "May" }, { headers });
    const page = await asked.text();
    expect(asked.status).toBe(400);
    expect(page).toContain("Please answer the questions about the appointment first.");
    expect(page).toContain(`href="#${id}answer.allergies"`);
    expect(page).toMatch(/<input[^>]*name="answer.since"[^>]*value="May"/);
    expect(await take({ "answer.allergies": "none" })).toContain("news=taken");
    expect((await read(at(tenant), headers)).text).toContain(`/appointments/${appointmentId}`);
    const { appointments } = await tenant.calendar().day(tenant.ref, { start: inTenDays(0), end: inTenDays(1_439) });
    const own = appointments.find((each) => each.id === appointmentId);
    const opened = await tenant.vault.open(
      { purpose: "appointment.contact", row: appointmentId },
      own?.contact.sealed ?? "",
    );
    expect(JSON.parse(opened)).toMatchObject({ name: "Erika", answers: { allergies: "none" } });
  });

  it("tell the business that somebody wants to be erased, once a day, and keep when that was", async () => {
    const tenant = await aTenant();
    await booked(tenant, 600);
    const headers = await signedIn(tenant);
    const asked = await postForm(at(tenant, "/erase"), {}, { headers });
    expect(asked.headers.get("location")).toContain("news=erasureAsked");
    expect((await postForm(at(tenant, "/erase"), {}, { headers })).status).toBe(429);
    expect((await postForm(at(tenant, "/erase"), {})).headers.get("location")).toBe(at(tenant));
    const actions = (await rawRows<{ action: string }>(tenant, "audit_log")).map(({ action }) => action);
    expect(actions.filter((action) => action === "portal.erasure_requested")).toHaveLength(1);
  });
});

describe("the customer's own calendar address", () => {
  const make = async (tenant: TestTenant, headers: Record<string, string>) => {
    const page = await (await postForm(at(tenant, "/feed"), {}, { headers })).text();
    return /\/calendar\/[\w-]{43}\.ics/.exec(page)?.[0] ?? expect.fail("no address is shown");
  };

  it("shows a calendar program what they booked, on the branch's clock, and nothing of anybody else's", async () => {
    const tenant = await aTenant();
    const own = await booked(tenant, 600);
    const strange = await booked(tenant, 690, { email: "other@example.com" });
    const url = await make(tenant, await signedIn(tenant));
    const file = await read(url);
    expect(file.status).toBe(200);
    expect(file.text).toContain(`UID:${own.id}@frontdesk`);
    expect(file.text).not.toContain(strange.id);
    expect(file.text).toContain("BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin");
    expect(file.text).toContain("DTSTART;TZID=Europe/Berlin:");
    const rows = JSON.stringify(await tokensOf(tenant));
    expect(rows).not.toContain(url.slice("/calendar/".length, -".ics".length));
  });

  it("is over when they end it or make another, and is made by nobody without a session", async () => {
    const tenant = await aTenant();
    await booked(tenant, 600);
    const headers = await signedIn(tenant);
    const first = await make(tenant, headers);
    const second = await make(tenant, headers);
    expect((await read(first)).status).toBe(404);
    expect((await read(at(tenant), headers)).text).toContain("You have an address.");
    expect((await postForm(at(tenant, "/feed"), {})).status).toBe(404);
    expect((await postForm(at(tenant, "/feed/revoke"), {}, { headers })).status).toBe(303);
    expect((await read(second)).status).toBe(404);
    const actions = (await rawRows<{ action: string }>(tenant, "audit_log")).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(["portal_feed.created", "portal_feed.revoked"]));
  });
});
