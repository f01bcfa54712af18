import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { accountTokens, sessions, totpSecrets, users } from "../../../../src/db/schema/index.ts";
import { DAY_MS } from "../../../../src/domain/time.ts";
import { travel } from "../../../support/worker/outages.ts";
import { aSession, aUser, ORIGIN, PASSWORD, type TestUser } from "../fixtures.ts";
import { atTheDesk, BREACHED, getPage, linkTo, mailsTo, NEW_PASSWORD, postForm } from "./fixtures.ts";

beforeEach(atTheDesk);
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const login = (email: string, password: string) => postForm("/login", { email, password });
const sessionsOf = (user: TestUser) =>
  user.tenant.db.orm.select().from(sessions).where(eq(sessions.userId, user.userId));

async function aLink(path: string, kind: string, user?: TestUser) {
  const owner = user ?? (await aUser());
  await postForm(path, { email: owner.email });
  return { user: owner, token: await linkTo(owner.email, kind) };
}

describe("asking for a link", () => {
  it.each(["/forgot", "/login/link", "/verify/resend"])(
    "at %s is answered alike for a user, a stranger and a disabled one, with equal work (abuse case 25)",
    async (path) => {
      const [user, disabled] = [await aUser(), await aUser({ disabledAt: 1 })];
      const sent = vi.mocked(env.JOBS.send);
      const answers = new Set<string>();
      for (const email of [user.email, "stranger@example.com", disabled.email]) {
        sent.mockClear();
        const response = await postForm(`${path}?lang=en`, { email });
        answers.add(`${response.status} ${await response.text()}`);
        expect(sent.mock.calls[0]?.[0]).toMatchObject({ type: "send_account_email" });
      }
      expect(answers.size).toBe(1);
      expect(await mailsTo(disabled.email, "reset_password")).toEqual([]);
    },
  );

  it("is limited for each address, whoever asks and from wherever, known or not", async () => {
    const user = await aUser();
    for (const email of [user.email, "nobody-here@example.com"]) {
      const statuses: number[] = [];
      for (let i = 0; i < 4; i++) statuses.push((await postForm("/forgot", { email })).status);
      expect(statuses).toEqual([200, 200, 200, 429]);
    }
  });

  it("names our own host in the e-mail, whatever Host says (abuse case 24)", async () => {
    const user = await aUser();
    const headers = { Host: "evil.example", "X-Forwarded-Host": "evil.example", Forwarded: "host=evil.example" };
    await postForm("/forgot", { email: user.email }, { headers });
    const [mail] = await mailsTo(user.email, "reset_password");
    expect(mail?.text).toContain(`${ORIGIN}/reset?token=`);
    expect(JSON.stringify(mail)).not.toContain("evil.example");
  });
});

describe("a link", () => {
  it("is of 256 random bits, and lies in the database as a hash only (abuse case 11)", async () => {
    const { user, token } = await aLink("/forgot", "reset_password");
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const rows = await user.tenant.db.orm.select().from(accountTokens).where(eq(accountTokens.userId, user.userId));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.tokenHash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it.each(["", "x", "a".repeat(43), "a".repeat(5_000), "../../app", "\u0000"])(
    "that is guessed (%j) opens nothing (abuse case 11)",
    async (token) => {
      expect((await postForm("/verify", { token })).status).toBe(410);
      expect((await postForm("/reset", { token, password: NEW_PASSWORD })).status).toBe(410);
      const opened = await postForm("/login/link/open", { token });
      expect([opened.status, opened.headers.getSetCookie().join()]).toEqual([410, ""]);
      expect((await postForm("/invitation", { token, name: "Eve", password: NEW_PASSWORD })).status).toBe(410);
      expect((await postForm("/confirm-email", { token })).status).toBe(410);
    },
  );

  it("of one purpose is no good for another", async () => {
    const { token } = await aLink("/login/link", "magic_link");
    expect((await postForm("/reset", { token, password: NEW_PASSWORD })).status).toBe(410);
    expect((await postForm("/login/link/open", { token })).status).toBe(303);
  });

  it("is not used up by looking at its page, as programs that check mails do", async () => {
    const { token } = await aLink("/login/link", "magic_link");
    for (let i = 0; i < 3; i++) {
      const page = await getPage(`/login/link/open?token=${token}`);
      expect([page.status, page.headers.getSetCookie()]).toEqual([200, []]);
    }
    expect((await postForm("/login/link/open", { token })).status).toBe(303);
  });

  it("is refused to a form of another site", async () => {
    const { token } = await aLink("/login/link", "magic_link");
    const headers = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
    expect((await postForm("/login/link/open", { token }, { headers })).status).toBe(403);
  });
});

describe("choosing a new password", () => {
  it("works once, ends every session, and tells the user (abuse case 24)", async () => {
    const { user, token } = await aLink("/forgot", "reset_password");
    await aSession(user);
    expect((await postForm("/reset", { token, password: NEW_PASSWORD })).status).toBe(200);
    expect(await sessionsOf(user)).toEqual([]);
    expect((await login(user.email, PASSWORD)).status).toBe(401);
    expect((await login(user.email, NEW_PASSWORD)).status).toBe(303);
    expect((await postForm("/reset", { token, password: "Another-Horse-99" })).status).toBe(410);
    expect(await mailsTo(user.email, "password_changed")).toHaveLength(1);
  });

  it("goes to one of two who use the link at the same time (abuse case 24)", async () => {
    const { user, token } = await aLink("/forgot", "reset_password");
    const passwords = ["First-Horse-111", "Second-Horse-222"];
    const answers = await Promise.all(passwords.map((password) => postForm("/reset", { token, password })));
    expect(answers.map(({ status }) => status).sort((one, other) => one - other)).toEqual([200, 410]);
    expect(await mailsTo(user.email, "password_changed")).toHaveLength(1);
  });

  it("leaves the second factor where it is (abuse case 24)", async () => {
    const { user, token } = await aLink("/forgot", "reset_password");
    const factor = { accountId: user.userId, sealedSecret: "sealed", createdAt: 1, confirmedAt: 1 };
    await user.tenant.db.orm.insert(totpSecrets).values({ ...factor, tenantId: user.tenant.db.tenantId });
    await postForm("/reset", { token, password: NEW_PASSWORD });
    const signedIn = await login(user.email, NEW_PASSWORD);
    expect(signedIn.headers.get("Location")).toContain("/login/second-factor");
    expect(signedIn.headers.getSetCookie().join()).not.toContain("__Host-session=");
  });

  it("is over after half an hour", async () => {
    const { token } = await aLink("/forgot", "reset_password");
    travel(31 * 60_000);
    expect((await postForm("/reset", { token, password: NEW_PASSWORD })).status).toBe(410);
  });

  it("refuses a weak password without using the link up", async () => {
    const { token } = await aLink("/forgot", "reset_password");
    for (const password of ["short", BREACHED]) {
      const refused = await postForm("/reset", { token, password });
      expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining(`value="${token}"`)]);
    }
    expect((await postForm("/reset", { token, password: NEW_PASSWORD })).status).toBe(200);
  });

  it("takes a password that nobody can check: the service is away", async () => {
    vi.mocked(globalThis.fetch).mockRejectedValue(new Error("away"));
    const { token } = await aLink("/forgot", "reset_password");
    expect((await postForm("/reset", { token, password: NEW_PASSWORD })).status).toBe(200);
  });
});

describe("signing in by a link", () => {
  it("opens one session of two tries at the same time", async () => {
    const { user, token } = await aLink("/login/link", "magic_link");
    const answers = await Promise.all([1, 2, 3].map(() => postForm("/login/link/open", { token })));
    expect(answers.map(({ status }) => status).sort((one, other) => one - other)).toEqual([303, 410, 410]);
    expect(await sessionsOf(user)).toHaveLength(1);
  });

  it("goes to the app, wherever the link or the form would lead (abuse case 28)", async () => {
    const { token } = await aLink("/login/link", "magic_link");
    const fields = { token, next: "//evil.example" };
    const opened = await postForm("/login/link/open?next=https://evil.example", fields);
    expect([opened.status, opened.headers.get("Location")]).toEqual([303, "/app"]);
  });

  it("is closed to somebody who was disabled meanwhile", async () => {
    const { user, token } = await aLink("/login/link", "magic_link");
    await user.tenant.db.orm.update(users).set({ disabledAt: 1 }).where(eq(users.id, user.userId));
    expect((await postForm("/login/link/open", { token })).status).toBe(410);
  });

  it("is over after a day, at the latest", async () => {
    const { token } = await aLink("/login/link", "magic_link");
    travel(DAY_MS);
    expect((await postForm("/login/link/open", { token })).status).toBe(410);
  });
});

describe("the pages", () => {
  it.each([
    "/signup",
    "/verify",
    "/verify/resend",
    "/forgot",
    "/reset",
    "/login/link",
    "/login/link/open",
    "/invitation",
    "/confirm-email",
  ])("at %s are complete forms in both languages that need no script, and are never kept", async (path) => {
    for (const lang of ["de", "en"]) {
      const page = await getPage(`${path}?lang=${lang}&token=${encodeURIComponent('"><script>')}`);
      const html = await page.text();
      expect(page.status).toBe(200);
      expect(page.headers.get("cache-control")).toBe("no-store");
      expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(html).toContain(`<html lang="${lang}">`);
      expect(html).toContain('<form method="post"');
      expect(html).not.toMatch(/<script|style=|<style| on[a-z]+=/);
    }
  });
});
