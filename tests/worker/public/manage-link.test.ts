import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { beforeAll, describe, expect, it } from "vitest";
import { services } from "../../../src/db/schema/catalogue.ts";
import { manageLinks } from "../../../src/db/schema/manage-links.ts";
import { toRfc3339 } from "../../../src/domain/time.ts";
import { hashToken, newLinkToken, newToken } from "../../../src/use-cases/identity/token.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { setPolicy } from "../../support/worker/catalogue.ts";
import { aClient, wallTime } from "../../support/worker/client.ts";
import { inTenDays } from "../../support/worker/commands.ts";
import { aKey, aSession, request } from "../../support/worker/credentials.ts";
import { aForm, bookPath, leadsTo, post } from "../../support/worker/public-pages.ts";
import { loggedTypes } from "../../support/worker/waitlist.ts";

const TEN = inTenDays(600);
const LATER = inTenDays(840);

beforeAll(async () => {
  await request("/health");
});

/** The address of the customer's page of a fresh appointment. */
async function aLink(tenant: TestTenant, fields: Record<string, string> = {}): Promise<string> {
  const response = await post(bookPath(tenant, TEN), aForm(TEN, fields));
  expect(response.status).toBe(303);
  return leadsTo(response).split("?")[0] ?? "";
}

async function pageOf(path: string): Promise<string> {
  return (await request(`${path}${path.includes("?") ? "&" : "?"}lang=en`)).text();
}

async function onlyAppointment(tenant: TestTenant) {
  const { appointments } = await tenant.calendar().day(tenant.ref, { start: TEN - 86_400_000, end: TEN + 86_400_000 });
  expect(appointments).toHaveLength(1);
  return appointments[0];
}

describe("the customer's link", () => {
  it("moves the appointment: one new time, and the old one is free again", async () => {
    const tenant = await aTenant();
    const link = await aLink(tenant);
    expect(await pageOf(`${link}/move`)).toContain("Move it to when?");
    const moved = await post(`${link}/move?lang=en`, { startsAt: toRfc3339("Europe/Berlin", LATER) });
    expect(moved.status).toBe(303);
    expect(await pageOf(leadsTo(moved).replace("&lang=en", ""))).toContain("has been moved");
    expect(await onlyAppointment(tenant)).toMatchObject({ startsAt: LATER, status: "confirmed", version: 2 });
  });

  it("is moved by the first of two clicks, and nobody hears of the second", async () => {
    const tenant = await aTenant();
    const link = await aLink(tenant);
    for (let click = 0; click < 2; click++) {
      const moved = await post(`${link}/move?lang=en`, { startsAt: toRfc3339("Europe/Berlin", LATER) });
      expect(leadsTo(moved)).toContain("news=moved");
    }
    expect(await onlyAppointment(tenant)).toMatchObject({ startsAt: LATER, version: 2 });
    expect(await loggedTypes(tenant)).toEqual(["appointment_booked", "appointment_rescheduled"]);
  });

  it("tells why a time cannot be had, and leaves the appointment where it is", async () => {
    const tenant = await aTenant();
    const link = await aLink(tenant);
    const refused = await post(`${link}/move?lang=en`, { startsAt: toRfc3339("Europe/Berlin", inTenDays(300)) });
    expect(refused.status).toBe(409);
    const page = await refused.text();
    expect(page).toContain("We are closed at that time.");
    expect(page).toContain(`value="${toRfc3339("Europe/Berlin", LATER)}"`); // what could be had instead, that day
    expect(await onlyAppointment(tenant)).toMatchObject({ startsAt: TEN, version: 1 });
  });

  it("cancels with a reason, once, and offers to book again", async () => {
    const tenant = await aTenant();
    await setPolicy(tenant.cut, { freeCancelHours: 24 });
    const link = await aLink(tenant);
    // Before both ways to change it, for it is true of both.
    expect(await pageOf(link)).toMatch(/free of charge until 24 hours before[^]*\/move[^]*\/cancel/);
    const cancelled = await post(`${link}/cancel?lang=en`, { reason: "I am ill" });
    const again = await post(`${link}/cancel?lang=en`, { reason: "I am ill" });
    expect([cancelled.status, again.status]).toEqual([303, 303]);
    expect(await pageOf(leadsTo(again).replace("&lang=en", ""))).toContain("is cancelled");
    const appointment = await onlyAppointment(tenant);
    expect(appointment?.status).toBe("cancelled");
    expect(appointment?.cancelReason).not.toContain("ill"); // sealed
    const asked = await request(`/api/v1/appointments/${appointment?.id}`, { key: await aKey(tenant) });
    expect(await asked.json()).toMatchObject({ cancelReason: "I am ill" });
    const page = await pageOf(link);
    expect(page).toContain("Book another appointment");
    expect(page).not.toContain("Cancel appointment");
  });

  it("says what has just happened only as long as it is so", async () => {
    const tenant = await aTenant();
    const link = await aLink(tenant);
    expect(await pageOf(`${link}?news=cancelled`)).not.toContain("is cancelled");
    expect(await pageOf(`${link}?news=booked`)).toContain("You are booked");
    await post(`${link}/cancel`, { reason: "" });
    for (const news of ["booked", "moved"]) {
      const page = await pageOf(`${link}?news=${news}`);
      expect(page).toContain("Cancelled");
      expect(page).not.toMatch(/You are booked|has been moved/);
    }
  });

  it("says until when a request is answered", async () => {
    const tenant = await aTenant();
    await setPolicy(tenant.cut, { approvalHours: 24 });
    const page = await pageOf(`${await aLink(tenant)}?news=booked`);
    expect(page).toContain("We have your request");
    expect(page).toMatch(/We will answer by \w+, /);
  });

  it("moves what was accepted as a request: told before, told after, and asked of the business", async () => {
    const tenant = await aTenant();
    await setPolicy(tenant.cut, { approvalHours: 24 });
    const link = await aLink(tenant);
    const client = await aClient(tenant);
    const act = (name: string) => client.send(`/appointments/${id}/${name}`, { body: {} });
    const id = (await onlyAppointment(tenant))?.id;
    expect((await act("accept")).status).toBe(200);

    expect(await pageOf(`${link}/move`)).toContain("With it you give up your present time.");
    const form = { startsAt: toRfc3339("Europe/Berlin", LATER) };
    const moved = await post(`${link}/move?lang=en`, form);
    const page = await pageOf(leadsTo(moved).replace("&lang=en", ""));
    expect(page).toContain("You have asked for a new time");
    expect(page).toMatch(/Requested[^]+We will answer by \w+, /);
    expect(page).not.toContain("has been moved");
    expect(await (await request(`${link}/appointment.ics`)).text()).toContain("STATUS:TENTATIVE");

    const asked = await onlyAppointment(tenant);
    expect(asked).toMatchObject({ id, startsAt: LATER, status: "pending", approvalExpiresAt: expect.any(Number) });
    expect((await post(bookPath(tenant, TEN), aForm(TEN))).status).toBe(303); // the old time is free again
    const withAnna = `${bookPath(tenant, LATER)}&staff=${tenant.anna}`;
    expect((await post(withAnna, aForm(LATER))).status).toBe(409); // and the new one is taken
    await tenant.calendar().drain(tenant.ref);
    const waiting = await (await client.send("/appointments?status=pending")).json<{ items: { id: string }[] }>();
    expect(waiting.items.map((each) => each.id)).toContain(id);
    expect(await pageOf(`${link}?news=moved`)).toContain("You have asked for a new time");
    expect((await act("accept")).status).toBe(200);
    expect(await pageOf(`${link}?news=moved`)).toContain("has been moved");
  });

  it("moved by an API key or a user of the business, what was accepted stays accepted", async () => {
    const tenant = await aTenant();
    await setPolicy(tenant.cut, { approvalHours: 24 });
    await aLink(tenant);
    const id = (await onlyAppointment(tenant))?.id;
    const [key, user] = [await aClient(tenant), await aClient(tenant, { session: await aSession(tenant, "staff") })];
    await key.send(`/appointments/${id}/accept`, { body: {} });
    for (const [client, minute] of [
      [key, 840],
      [user, 900],
    ] as const) {
      const moved = await client.send(`/appointments/${id}/reschedule`, { body: { startsAt: wallTime(minute) } });
      expect(await moved.json()).toMatchObject({ status: "confirmed", approvalExpiresAt: null });
    }
  });

  it("of a move that is declined gives the new time back too, and offers to book again", async () => {
    const tenant = await aTenant();
    await setPolicy(tenant.cut, { approvalHours: 24 });
    const link = await aLink(tenant);
    const client = await aClient(tenant);
    const id = (await onlyAppointment(tenant))?.id;
    await client.send(`/appointments/${id}/accept`, { body: {} });
    await post(`${link}/move`, { startsAt: toRfc3339("Europe/Berlin", LATER) });
    expect((await client.send(`/appointments/${id}/decline`, { body: {} })).status).toBe(200);
    const page = await pageOf(`${link}?news=moved`);
    expect(page).toMatch(/Declined[^]+Book another appointment/);
    expect(page).not.toMatch(/has been moved|asked for a new time/);
    expect((await post(bookPath(tenant, LATER), aForm(LATER))).status).toBe(303);
  });

  it("gives a calendar file that follows the appointment, one line a field whatever the names are (abuse 33)", async () => {
    const tenant = await aTenant();
    const name = "Cut\r\nATTENDEE:mailto:evil@example.com";
    await drizzle(env.DB).update(services).set({ name }).where(eq(services.id, tenant.cut));
    const link = await aLink(tenant);
    const file = async () => (await request(`${link}/appointment.ics`)).text();
    const first = await file();
    expect(first).toContain("METHOD:PUBLISH");
    const wall = toRfc3339("Europe/Berlin", TEN).slice(0, 19).replaceAll(/[-:]/g, "");
    expect(first).toContain(`DTSTART;TZID=Europe/Berlin:${wall}`);
    expect(first).toContain("BEGIN:VTIMEZONE");
    expect(first).not.toMatch(/^ATTENDEE/m);
    await post(`${link}/cancel`, {});
    expect(await file()).toMatch(
      /METHOD:CANCEL[\s\S]*SEQUENCE:2[\s\S]*STATUS:CANCELLED|STATUS:CANCELLED[\s\S]*SEQUENCE:2/,
    );
  });

  it("abuse 11: is stored as a hash, and opens nothing once it is over", async () => {
    const tenant = await aTenant();
    const link = await aLink(tenant);
    const token = link.slice("/m/".length);
    const rows = await drizzle(env.DB).select().from(manageLinks).all();
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows.map(({ tokenHash }) => tokenHash)).toContain(await hashToken(token));
    await drizzle(env.DB)
      .update(manageLinks)
      .set({ expiresAt: Date.now() - 1 });
    for (const path of [link, `${link}/appointment.ics`, `${link}/move`]) {
      expect((await request(path)).status).toBe(404);
    }
  });

  it("opens with the longer secret that older links have", async () => {
    const tenant = await aTenant();
    const link = await aLink(tenant);
    const [fresh, older] = [link.slice("/m/".length), newToken()];
    await drizzle(env.DB)
      .update(manageLinks)
      .set({ tokenHash: await hashToken(older) })
      .where(eq(manageLinks.tokenHash, await hashToken(fresh)));
    expect((await request(`/m/${older}`)).status).toBe(200);
  });

  it.each([newLinkToken(), newToken(), "short", "%00", "a".repeat(500)])(
    "that nobody has (%s) opens nothing",
    async (token) => {
      for (const path of [`/m/${token}`, `/m/${token}/move`, `/m/${token}/appointment.ics`]) {
        const response = await request(path);
        expect(response.status).toBe(404);
        expect(response.headers.get("cache-control")).toBe("no-store");
      }
      expect((await post(`/m/${token}/cancel`, {})).status).toBe(404);
    },
  );

  it("abuse 30: is not followed from another site's form", async () => {
    const tenant = await aTenant();
    const link = await aLink(tenant);
    const headers = { "content-type": "application/x-www-form-urlencoded", origin: "null" };
    expect((await request(`${link}/cancel`, { method: "POST", body: "reason=", headers })).status).toBe(403);
    expect(await onlyAppointment(tenant)).toMatchObject({ status: "confirmed" });
  });
});
