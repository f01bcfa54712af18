import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { beforeAll, describe, expect, it } from "vitest";
import { branches } from "../../../src/db/schema/catalogue.ts";
import { manageLinks } from "../../../src/db/schema/manage-links.ts";
import { publicBookingLimit } from "../../../src/domain/identity/strict-limits.ts";
import { addDays, localDateOf, toRfc3339 } from "../../../src/domain/time.ts";
import { newTicket, signTicket } from "../../../src/use-cases/booking/public/form-ticket.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { closeOn, setPolicy } from "../../support/worker/catalogue.ts";
import { aClient } from "../../support/worker/client.ts";
import { aBooking, dateInTenDays, inTenDays } from "../../support/worker/commands.ts";
import { aKey, problemOf, request } from "../../support/worker/credentials.ts";
import { aPicture } from "../../support/worker/openapi.ts";
import { aForm, bookPath, leadsTo, post } from "../../support/worker/public-pages.ts";
import { ORIGIN } from "../../support/worker/retell.ts";
import { rawRows } from "../../support/worker/rows.ts";

const TEN = inTenDays(600);

beforeAll(async () => {
  await request("/health");
});

async function read(path: string) {
  const response = await request(path);
  return { status: response.status, headers: response.headers, html: await response.text() };
}

async function linksMade(): Promise<number> {
  return drizzle(env.DB).$count(manageLinks);
}

async function appointmentsOf(tenant: TestTenant) {
  const { appointments } = await tenant.calendar().day(tenant.ref, { start: TEN - 86_400_000, end: TEN + 86_400_000 });
  return appointments;
}

describe("the way to a time", () => {
  it("leads from the business over its one branch and a service to the free times of a day", async () => {
    const tenant = await aTenant();
    const base = `/b/${tenant.tenantId}`;
    expect(leadsTo(await request(`${base}?lang=en`))).toBe(`${base}/${tenant.branchId}?lang=en`);

    const services = await read(`${base}/${tenant.branchId}?lang=en`);
    expect(services.html).toContain("What can we do for you?");
    expect(services.html).toContain(`href="${base}/${tenant.branchId}/${tenant.cut}?lang=en"`);
    expect(services.html).toContain('property="og:title"');

    const times = await read(`${base}/${tenant.branchId}/${tenant.cut}?lang=en&date=${dateInTenDays()}`);
    expect(times.status).toBe(200);
    const at = encodeURIComponent(toRfc3339("Europe/Berlin", TEN));
    expect(times.html).toContain(`book?at=${at}&amp;lang=en`);
    expect(times.headers.get("content-security-policy")).toContain("script-src 'nonce-");
    expect(times.html).not.toMatch(/<script(?![^>]*nonce=)/);
  });

  it("opens on the first day that has free times, and on any day that is asked for", async () => {
    const tenant = await aTenant();
    const today = localDateOf("Europe/Berlin", Date.now());
    for (const days of [0, 1, 2, 3]) await closeOn(tenant, addDays(today, days));
    const path = `/b/${tenant.tenantId}/${tenant.branchId}/${tenant.cut}?lang=en`;
    const opened = await read(path);
    expect(opened.html).not.toContain("Nothing is left on this day.");
    expect(opened.html).toMatch(/<ul class="times" data-slots="[^"]*date=[^"]*"[^>]*><li>/);
    const asked = await read(`${path}&date=${addDays(today, 1)}`);
    expect(asked.html).toContain("Nothing is left on this day.");
  });

  it("is drawn in the colour that the business chose, which must be one that can be read", async () => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    const key = await aKey(tenant);
    const send = (body: unknown) => request("/api/v1/branding", { method: "PATCH", key, body });
    expect(await problemOf(await send({ accentColour: "#ffee00" }))).toMatchObject({
      errors: [{ field: "accentColour", rule: expect.stringContaining("too light") }],
    });
    expect((await send({ accentColour: "#7a1f4b", tagline: "Hair & <time>" })).status).toBe(200);

    const { html } = await read(`/b/${tenant.tenantId}/${tenant.branchId}?lang=en`);
    expect(html).toContain('<link rel="stylesheet" href="/brand/7a1f4b.css"/>');
    expect(html).toContain("Hair &amp; &lt;time&gt;");
    const styles = await request("/brand/7a1f4b.css");
    expect([styles.status, styles.headers.get("content-type")]).toEqual([200, "text/css; charset=utf-8"]);
    expect(await styles.text()).toContain("--accent: light-dark(#7a1f4b, ");
    expect((await request("/brand/ffee00.css")).status).toBe(404);
    expect((await read(`/b/${other.tenantId}/${other.branchId}`)).html).not.toContain("/brand/");
    const entries = await rawRows<{ action: string; facts: string }>(tenant, "audit_log");
    expect(entries.find(({ action }) => action === "branding.changed")?.facts).toContain("#7a1f4b");
  });

  it("shows the picture of the business, which stands for its page where that is shared", async () => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    const key = await aKey(tenant);
    const send = (data: string) => request("/api/v1/branding/logo", { method: "PUT", key, body: { data } });
    expect(await problemOf(await send(btoa("<svg onload='alert(1)'/>")))).toMatchObject({
      status: 400,
      errors: [{ field: "data", rule: "must be a PNG, JPEG or WebP picture" }],
    });
    const { logoUrl } = (await (await send(aPicture)).json()) as { logoUrl: string };
    const { html } = await read(`/b/${tenant.tenantId}/${tenant.branchId}?lang=en`);
    const path = new URL(logoUrl).pathname;
    expect(html).toContain(`<img class="logo" src="${path}"`);
    expect(html).toContain(`<meta property="og:image" content="${ORIGIN}${path}"/>`);
    const picture = await request(path);
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
    expect((await picture.bytes()).toBase64()).toBe(aPicture);

    expect((await request(path.replace(tenant.tenantId, other.tenantId))).status).toBe(404);
    expect((await request("/api/v1/branding/logo", { method: "DELETE", key })).status).toBe(204);
    expect((await request(path)).status).toBe(404);
  });

  it("tells search engines each language, the place, and nothing that a name could break out of", async () => {
    const tenant = await aTenant();
    const name = "Evil</script><script>alert(1)</script>";
    await drizzle(env.DB).update(branches).set({ name }).where(eq(branches.id, tenant.branchId));
    const path = `/b/${tenant.tenantId}/${tenant.branchId}`;
    const { html } = await read(`${path}?lang=de`);
    expect(html).toContain(`rel="canonical" href="${ORIGIN}${path}?lang=de"`);
    for (const [tag, query] of [
      ["de", "?lang=de"],
      ["en", "?lang=en"],
      ["x-default", ""],
    ]) {
      expect(html).toContain(`hreflang="${tag}" href="${ORIGIN}${path}${query}"`);
    }
    const data = /<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/.exec(html)?.[1] ?? "";
    expect(JSON.parse(data)).toMatchObject({
      "@type": "LocalBusiness",
      name: `Salon, ${name}`,
      address: "Torstraße 1",
    });
    expect((await read(path)).html).toContain(`rel="canonical" href="${ORIGIN}${path}"`);
    expect((await read(`${path}/${tenant.cut}`)).html).toContain('name="robots" content="noindex"');

    const sitemap = await read(`/b/${tenant.tenantId}/sitemap.xml`);
    expect(sitemap.html).toContain(`<loc>${ORIGIN}${path}?lang=en</loc>`);
    expect((await read("/robots.txt")).html).toContain("Disallow: /m/");
  });

  it("speaks the language that was chosen, else the browser's, else English", async () => {
    const tenant = await aTenant();
    const path = `/b/${tenant.tenantId}/${tenant.branchId}`;
    const spoken = async (query: string, accepted: string) => {
      const response = await request(`${path}${query}`, { headers: { "accept-language": accepted } });
      return /<html lang="(..)"/.exec(await response.text())?.[1];
    };
    expect(await spoken("", "fr;q=0.9, de-AT;q=0.8, en;q=0.1")).toBe("de");
    expect(await spoken("?lang=en", "de")).toBe("en");
    expect(await spoken("?lang=xx", "fr")).toBe("en");
  });

  it("tells an open page what is still free, and nothing of who took the rest", async () => {
    const tenant = await aTenant();
    const path = `/b/${tenant.tenantId}/${tenant.branchId}/${tenant.cut}/times?date=${dateInTenDays()}&staff=${tenant.anna}`;
    const before = await (await request(path)).json<{ slots: { startsAt: string }[] }>();
    await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: TEN, name: "Secret Person" }));
    const after = await request(path);
    const text = await after.text();
    expect(before.slots.map(({ startsAt }) => Date.parse(startsAt))).toContain(TEN);
    expect(text).not.toContain(toRfc3339("Europe/Berlin", TEN));
    expect(text).not.toContain("Secret");
    expect(after.headers.get("cache-control")).toBe("no-store");
  });

  it.each(["/b/no-such-salon", "/b/..%2fadmin", "/b/%00", "/b/x/y/z/book"])("finds nothing at %s", async (path) => {
    expect((await request(path)).status).toBe(404);
  });

  it("does not reach a branch or a service of another business, nor what is not for the web", async () => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    await setPolicy(tenant.colour, { isBookableOnline: false });
    expect((await request(`/b/${other.tenantId}/${tenant.branchId}`)).status).toBe(404);
    expect((await request(`/b/${other.tenantId}/${other.branchId}/${tenant.cut}`)).status).toBe(404);
    expect((await request(`/b/${tenant.tenantId}/${tenant.branchId}/${tenant.colour}`)).status).toBe(404);
    expect((await post(bookPath(tenant, TEN, tenant.colour), aForm(TEN))).status).toBe(404);
    expect(await appointmentsOf(tenant)).toEqual([]);
  });

  it("leads from what is not for the web any more to what is", async () => {
    const tenant = await aTenant();
    await setPolicy(tenant.colour, { isBookableOnline: false });
    const gone = await request(`/b/${tenant.tenantId}/${tenant.branchId}/${tenant.colour}?lang=en`);
    const page = await gone.text();
    expect(gone.status).toBe(404);
    expect(page).toContain("This can no longer be booked here");
    expect(page).toContain(`href="/b/${tenant.tenantId}?lang=en"`);
  });

  it.each(["date=2026-02-31", "date=9999-01-01", "date=1970-01-01", "staff=stf_nobody", "date=%F0%9F%98%80"])(
    "takes %s for the first day and anybody",
    async (query) => {
      const tenant = await aTenant();
      expect((await read(`/b/${tenant.tenantId}/${tenant.branchId}/${tenant.cut}?${query}`)).status).toBe(200);
    },
  );
});

describe("the form", () => {
  it("books for the web, leads to the customer's own page, and leaves the trace of the consent", async () => {
    const tenant = await aTenant();
    const response = await post(bookPath(tenant, TEN), aForm(TEN, { notes: "First visit" }));
    expect(response.status).toBe(303);
    expect(leadsTo(response)).toMatch(/^\/m\/[A-Za-z0-9_-]{22}\?news=booked&lang=en$/);
    const [appointment] = await appointmentsOf(tenant);
    expect(appointment).toMatchObject({
      startsAt: TEN,
      status: "confirmed",
      source: { channel: "web" },
      language: "en",
    });
    const page = await read(leadsTo(response));
    expect(page.html).toContain("You are booked");
    expect(page.html).toContain("Erika Beispiel");
    const [audit] = await rawRows<{ subject_id: string; facts: string }>(tenant, "audit_log");
    expect(audit?.subject_id).toBe(appointment?.id);
    expect(audit?.facts).toContain("may store my details");
  });

  it("sent twice, at once or later, books once", async () => {
    const tenant = await aTenant();
    const form = aForm(TEN);
    const path = bookPath(tenant, TEN);
    const twice = await Promise.all([post(path, form), post(path, form)]);
    const later = await post(path, form);
    expect([...twice, later].map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await appointmentsOf(tenant)).toHaveLength(1);
  });

  it("that somebody comes back to is the same form: sent again it books nothing new, sent with other words it asks", async () => {
    const tenant = await aTenant();
    const bare = bookPath(tenant, TEN).replace(/&form=[^&]+/, "");
    const path = leadsTo(await request(bare));
    expect(path).toMatch(/&form=[\w-]{36}$/);
    const keyOf = (html: string) => /name="ticket" value="\d+\.([^.]+)\./.exec(html)?.[1] ?? "";
    const shown = async () => {
      const key = keyOf((await read(path)).html);
      return aForm(TEN, { ticket: signTicket(env, { shownAt: Date.now() - 10_000, key }) });
    };
    expect((await post(path, await shown())).status).toBe(303);
    expect((await post(path, await shown())).status).toBe(303);
    expect(await appointmentsOf(tenant)).toHaveLength(1);
    const other = { ...(await shown()), name: "Max Beispiel" };
    const asked = await post(path, other);
    const html = await asked.text();
    expect([asked.status, html.includes("You have sent this form already")]).toEqual([409, true]);
    expect(keyOf(await (await post(path, other)).text())).toBe(keyOf(html));
    const ticket = signTicket(env, { shownAt: Date.now() - 10_000, key: keyOf(html) });
    expect((await post(path, { ...other, ticket })).status).toBe(303);
    expect(await appointmentsOf(tenant)).toHaveLength(2);
    expect(leadsTo(await request(bare))).not.toBe(path);
  });

  it("whose time was just taken keeps what was typed and books one of three others at a click", async () => {
    const tenant = await aTenant();
    for (const staffId of [tenant.anna, tenant.ben]) {
      await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: TEN, staffId }));
    }
    const refused = await post(bookPath(tenant, TEN), aForm(TEN, { notes: "Bring a <b>book</b>" }));
    const html = await refused.text();
    expect(refused.status).toBe(409);
    expect(html).toContain("Somebody has just taken that time");
    expect(html).toContain('value="Erika Beispiel"');
    expect(html).toContain("Bring a &lt;b&gt;book&lt;/b&gt;");
    const instead = [...html.matchAll(/name="instead" value="([^"]+)"/g)].map(([, at]) => at ?? "");
    expect(instead).toHaveLength(3);
    const [byEnter = ""] = /<button[^>]*>/.exec(html) ?? [];
    expect(byEnter).not.toContain("instead"); // Enter presses the first, and nobody has chosen that time
    const ticket = /name="ticket" value="([^"]+)"/.exec(html)?.[1] ?? "";
    const booked = await post(bookPath(tenant, TEN), aForm(TEN, { ticket, instead: instead[0] ?? "" }));
    expect(booked.status).toBe(303);
    expect((await appointmentsOf(tenant)).filter(({ source }) => source.channel === "web")).toHaveLength(1);
  });

  it.each([
    ["name", { name: "  " }, "name-wrong"],
    ["name", { name: "x".repeat(121) }, "name-wrong"],
    ["contact", { phone: "", email: "" }, "phone-wrong"],
    ["phone", { phone: "call me" }, "phone-wrong"],
    ["e-mail address", { email: "a@" }, "email-wrong"],
    ["consent", { consent: "" }, "consent-wrong"],
  ])("names a missing or wrong %s beside its field and books nothing", async (_, fields, marked) => {
    const tenant = await aTenant();
    const response = await post(bookPath(tenant, TEN), aForm(TEN, fields));
    expect(response.status).toBe(400);
    const html = await response.text();
    expect(html).toContain(`id="${marked}"`);
    expect(html).toContain(`<a href="#${marked.replace("-wrong", "")}">`); // the list above the form leads there
    expect(await appointmentsOf(tenant)).toEqual([]);
  });

  it("tells the time and price of the member who was chosen", async () => {
    const tenant = await aTenant();
    const staffTerms = [{ staffId: tenant.anna, durationMinutes: 25, priceMinor: 5_000 }];
    const edited = await (await aClient(tenant)).send(`/services/${tenant.cut}`, {
      method: "PATCH",
      body: { staffTerms },
    });
    expect(edited.status).toBe(200);
    const leadOf = async (query: string) =>
      /<p class="lead">([^]*?)<\/p>/.exec((await read(bookPath(tenant, TEN) + query)).html)?.[1];
    expect(await leadOf(`&staff=${tenant.anna}`)).toMatch(/Anna · 25 min[^·]* · €50\.00$/);
    expect(await leadOf("")).toMatch(/ · from €/);
  });

  it("asks the service's questions, with the types that they have", async () => {
    const tenant = await aTenant();
    const question = { label: "How long is your hair?", type: "number" as const, choices: [], isRequired: true };
    await setPolicy(tenant.cut, { questions: [{ id: "length", ...question }] });
    const path = bookPath(tenant, TEN);
    expect((await read(path)).html).toContain("How long is your hair?");
    expect((await post(path, aForm(TEN))).status).toBe(400);
    expect((await post(path, aForm(TEN, { "answer.length": "long" }))).status).toBe(400);
    expect((await post(path, aForm(TEN, { "answer.length": "30" }))).status).toBe(303);
  });

  it("says what deposit the service takes, and that none is charged here", async () => {
    expect((await read(bookPath(await aTenant(), TEN))).html).not.toContain("deposit of");
    const tenant = await aTenant();
    const path = bookPath(tenant, TEN);
    await setPolicy(tenant.cut, { depositMinor: 2_000 });
    expect((await read(path)).html).toContain("a deposit of €20.00. Nothing is charged on this page.");
    expect((await read(path.replace("lang=en", "lang=de"))).html).toContain("eine Anzahlung von 20,00\u00a0€ fällig");
  });

  it("of a program (too quick, in the trap, forged, too old) is asked for again with its fields and books nothing", async () => {
    const tenant = await aTenant();
    const sign = (age: number) => signTicket(env, newTicket(Date.now() - age));
    const forged = sign(10_000).replace(/\d+/, (shown) => String(Number(shown) - 1));
    const tries = [
      { ticket: sign(0) },
      { website: "http://spam" },
      { ticket: forged },
      { ticket: "" },
      { ticket: sign(9e7) },
    ];
    for (const fields of tries) {
      const response = await post(bookPath(tenant, TEN), aForm(TEN, fields));
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('value="Erika Beispiel"');
    }
    expect(await appointmentsOf(tenant)).toEqual([]);
  });

  it("abuse 15, 29: strangers of one network book so many in an hour and no more", async () => {
    const tenant = await aTenant();
    const network = "2001:db8:7::1";
    const before = await linksMade();
    for (let count = 0; count < publicBookingLimit.limit; count++) {
      const taken = await post(bookPath(tenant, 0), aForm(0), network); // long past: refused, and counted
      expect(taken.status).toBe(409);
    }
    const refused = await post(bookPath(tenant, TEN), aForm(TEN), "2001:db8:7:0:ffff::9");
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await linksMade()).toBe(before);
  });

  it("abuse 10, 12, 13: takes no price, state or id from the form, and tells nothing about a known customer", async () => {
    const tenant = await aTenant();
    await tenant
      .calendar()
      .book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(700), name: "Known Customer" }));
    const fields = { priceMinor: "1", status: "completed", customerId: "cus_x", tenantId: "ten_x" };
    const response = await post(bookPath(tenant, TEN), aForm(TEN, fields));
    const html = (await read(leadsTo(response))).html;
    expect(html).toContain("€35.00");
    expect(html).not.toContain("Known Customer");
  });

  it.each([
    [{ "content-type": "application/json" }, 415],
    [{ "content-type": "text/plain" }, 415],
    [{ origin: "https://evil.example" }, 403],
  ])("sent with %j is refused", async (headers, status) => {
    const tenant = await aTenant();
    const body = new URLSearchParams(aForm(TEN)).toString();
    const usual = { "content-type": "application/x-www-form-urlencoded" };
    const response = await request(bookPath(tenant, TEN), { method: "POST", body, headers: { ...usual, ...headers } });
    expect(response.status).toBe(status);
  });
});
