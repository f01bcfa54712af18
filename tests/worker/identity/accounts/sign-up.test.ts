import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { branchCalendar } from "../../../../durable-objects/stubs.ts";
import { listBranches } from "../../../../src/db/queries/catalogue.ts";
import { auditLog, services, termsAcceptances, users } from "../../../../src/db/schema/index.ts";
import { tenantDb } from "../../../../src/db/tenant-db.ts";
import { DAY_MS } from "../../../../src/domain/time.ts";
import { tokenIn } from "../../../support/worker/emails.ts";
import { atTheDesk, aWish, BREACHED, getPage, linkTo, mailsTo, NEW_PASSWORD, postForm, userAt } from "./fixtures.ts";

/** For what a test has just seen to be there. */
const unknown = "" as never;

beforeEach(atTheDesk);
afterEach(() => vi.restoreAllMocks());

const login = (email: string, password = NEW_PASSWORD) => postForm("/login", { email, password });

describe("signing up", () => {
  it("opens a business whose calendar can be used at once, and asks to confirm the address", async () => {
    const wish = aWish({ business: "Salon Grün" });
    const response = await postForm("/signup?lang=de", wish);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("Postfach");
    const found = await userAt(wish.email);
    expect(found?.user).toMatchObject({ role: "owner", language: "de" });
    expect(found?.tenant).toMatchObject({ name: "Salon Grün", slug: "salon-gruen", language: "de" });
    if (!found) return;
    const db = tenantDb(env.DB, found.tenant.id);
    const [branch] = await listBranches(db);
    expect(branch).toMatchObject({ name: "Salon Grün", timeZone: "Europe/Vienna" });
    if (!branch) return;
    const [service] = await db.orm.select().from(services).where(eq(services.tenantId, db.tenantId));
    const ref = { tenantId: db.tenantId, branchId: branch.id, rulebookVersion: 1 };
    const now = Date.now();
    const query = { serviceId: service?.id ?? unknown, staffId: null, from: now, to: now + 7 * DAY_MS, limit: 3 };
    const { slots } = await branchCalendar(env, ref).findSlots(ref, query as never);
    expect(slots).toHaveLength(3);
  });

  it("keeps what was agreed to, and an audit entry without a person in it", async () => {
    const wish = aWish();
    await postForm("/signup", wish);
    const { user, tenant } = (await userAt(wish.email)) ?? {};
    const { orm } = tenantDb(env.DB, tenant?.id ?? unknown);
    const terms = await orm
      .select()
      .from(termsAcceptances)
      .where(eq(termsAcceptances.userId, user?.id ?? unknown));
    expect(terms).toMatchObject([{ version: "2026-11-01" }]);
    const entries = await orm
      .select()
      .from(auditLog)
      .where(eq(auditLog.tenantId, tenant?.id ?? unknown));
    expect(entries.map(({ action }) => action)).toContain("tenant.signed_up");
    expect(JSON.stringify(entries)).not.toMatch(/Kim|kim\d/);
    const stored = JSON.stringify(
      await orm
        .select()
        .from(users)
        .where(eq(users.id, user?.id ?? unknown)),
    );
    for (const secret of [wish.email, "Kim Vogel", NEW_PASSWORD]) expect(stored).not.toContain(secret);
  });

  it("lets nobody in before the address is confirmed", async () => {
    const wish = aWish();
    await postForm("/signup", wish);
    const early = await login(wish.email);
    expect(early.status).toBe(403);
    expect(early.headers.getSetCookie().join()).not.toContain("__Host-session=");
    expect(await early.text()).toContain("/verify/resend");
    const token = await linkTo(wish.email, "verify_email");
    expect((await postForm("/verify", { token })).status).toBe(200);
    expect((await login(wish.email)).status).toBe(303);
  });

  it("sends the link again, and the older one no longer works", async () => {
    const wish = aWish();
    await postForm("/signup", wish);
    const first = await linkTo(wish.email, "verify_email");
    await postForm("/verify/resend", { email: wish.email });
    expect(await mailsTo(wish.email, "verify_email")).toHaveLength(2);
    expect((await postForm("/verify", { token: first })).status).toBe(410);
    expect((await postForm("/verify", { token: await linkTo(wish.email, "verify_email") })).status).toBe(200);
  });

  it("neither reveals nor overwrites an account that exists; its owner is told (abuse cases 5 and 25)", async () => {
    const wish = aWish();
    const fresh = await (await postForm("/signup?lang=en", wish)).text();
    const before = await userAt(wish.email);
    const again = await postForm("/signup?lang=en", {
      ...wish,
      business: "Evil",
      name: "Eve",
      password: "Evil-Password-9",
    });
    expect([again.status, await again.text()]).toEqual([200, fresh]);
    expect(await userAt(wish.email)).toEqual(before);
    const [told] = await mailsTo(wish.email, "account_exists");
    expect(told?.text).toContain("http://localhost:8787/forgot");
    expect(told?.text).not.toContain("Evil");
    expect(told && tokenIn(told)).toBe("");
  });

  it("makes one account when two sign up with an address at the same time (abuse case 5)", async () => {
    const wish = aWish();
    const statuses = await Promise.all([postForm("/signup", wish), postForm("/signup", wish)]);
    expect(statuses.map(({ status }) => status)).toEqual([200, 200]);
    const found = await userAt(wish.email);
    expect(found).not.toBeNull();
    expect(await mailsTo(wish.email, "verify_email")).toHaveLength(1);
    expect(await mailsTo(wish.email, "account_exists")).toEqual([]);
  });

  it("tells whoever presses the button twice of nobody else, and keeps their link alive", async () => {
    const wish = aWish();
    for (let click = 0; click < 2; click++) expect((await postForm("/signup", wish)).status).toBe(200);
    const token = await linkTo(wish.email, "verify_email");
    expect(await mailsTo(wish.email, "account_exists")).toEqual([]);
    expect((await postForm("/verify", { token })).status).toBe(200);
    await postForm("/signup", wish); // confirmed by now: a second account is wanted
    expect(await mailsTo(wish.email, "account_exists")).toHaveLength(1);
  });

  it("gives each business a slug of its own, never a word of ours", async () => {
    const [one, two, three] = [aWish(), aWish(), aWish()];
    await postForm("/signup", { ...one, business: "Twin Cuts" });
    await postForm("/signup", { ...two, business: "Twin Cuts" });
    await postForm("/signup", { ...three, business: "Admin" });
    expect((await userAt(one.email))?.tenant.slug).toBe("twin-cuts");
    expect((await userAt(two.email))?.tenant.slug).toMatch(/^twin-cuts-[a-z0-9]{5}$/);
    expect((await userAt(three.email))?.tenant.slug).toBe("business-admin");
  });

  it.each([
    { change: { password: "short" }, says: "At least 12 characters." },
    { change: { password: BREACHED }, says: "known from a data breach" },
    { change: { email: "nobody" }, says: "Please enter an e-mail address." },
    { change: { timeZone: "Mars/Olympus" }, says: "Please choose a time zone." },
    { change: { terms: "" }, says: "without your consent" },
    { change: { business: "  " }, says: "Please fill this in." },
    { change: { name: "Kim\r\nBcc: x" }, says: "Please fill this in." },
  ])("says what is wrong with $change, and keeps the rest", async ({ change, says }) => {
    const wish = { ...aWish(), ...change };
    const response = await postForm("/signup?lang=en", wish as Record<string, string>);
    const html = await response.text();
    expect(response.status).toBe(400);
    expect(html).toContain(says);
    expect(html).toContain('aria-invalid="true"');
    expect(html).not.toContain(`value="${NEW_PASSWORD}"`);
    expect(await userAt(wish.email)).toBeNull();
  });

  it("says plainly where e-mail is not set up", async () => {
    const wish = aWish();
    const page = await getPage("/signup?lang=en", { env });
    expect([page.status, await page.text()]).toEqual([503, expect.stringContaining("E-mail is not set up")]);
    expect((await postForm("/signup", wish, { env })).status).toBe(503);
    expect(await userAt(wish.email)).toBeNull();
  });

  it("stops a farm of sign-ups from one network", async () => {
    const headers = { "CF-Connecting-IP": "203.0.113.77" };
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++) {
      statuses.push((await postForm("/signup", aWish({ password: "no" }), { headers })).status);
    }
    expect(statuses.filter((status) => status === 400)).toHaveLength(10);
    expect(statuses.slice(-2)).toEqual([429, 429]);
  });
});
