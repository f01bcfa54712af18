import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { auditLog, sessions, users } from "../../../../src/db/schema/index.ts";
import type { UserId } from "../../../../src/domain/ids.ts";
import { type TestTenant as ApiTenant, aTenant } from "../../../support/worker/a-tenant.ts";
import { type ApiRequest, problemOf, request } from "../../../support/worker/credentials.ts";
import { tokenIn, waitingEmails } from "../../../support/worker/emails.ts";
import { aSession, aUser, PASSWORD, type TestUser } from "../fixtures.ts";
import { atTheDesk, linkTo, mailsTo, NEW_PASSWORD, postForm, userAt } from "./fixtures.ts";

beforeEach(atTheDesk);
afterEach(() => vi.restoreAllMocks());

type Seat = { user: TestUser; session: string };

async function aSeat(role: "owner" | "manager" | "staff" | "viewer", beside?: Seat): Promise<Seat> {
  const user = await aUser({ role, ...(beside ? { tenant: beside.user.tenant } : {}) });
  return { user, session: await aSession(user) };
}

const api = (path: string, by: Seat, rest: ApiRequest = {}) =>
  request(`/api/v1${path}`, { session: by.session, ...rest });
const patch = (by: Seat, of: Seat, body: object) => api(`/users/${of.user.userId}`, by, { method: "PATCH", body });
const codeOf = async (response: Response) => (response.ok ? "ok" : (await problemOf(response)).code);
const roleOf = async ({ user }: Seat) =>
  (await user.tenant.db.orm.select().from(users).where(eq(users.id, user.userId)).get())?.role;

describe("the team", () => {
  it("is listed in pages, without secrets, and only to owners and managers", async () => {
    const owner = await aSeat("owner");
    const staff = await aSeat("staff", owner);
    const page = await (await api("/users?limit=1", owner)).json<{ items: object[]; nextCursor: string }>();
    const rest = await (await api(`/users?limit=1&cursor=${page.nextCursor}`, owner)).json<{ items: object[] }>();
    expect([...page.items, ...rest.items]).toMatchObject([{ role: "owner" }, { role: "staff", status: "active" }]);
    expect(JSON.stringify(page)).not.toMatch(/scrypt|passwordHash|sealed|emailIndex/);
    expect((await api("/users", staff)).status).toBe(403);
  });

  it("lets nobody change, disable or remove themselves (abuse case 4)", async () => {
    const owner = await aSeat("owner");
    await aSeat("owner", owner);
    expect(await codeOf(await patch(owner, owner, { role: "viewer" }))).toBe("own_account");
    expect(await codeOf(await api(`/users/${owner.user.userId}/disable`, owner, { method: "POST" }))).toBe(
      "own_account",
    );
    expect(await codeOf(await api(`/users/${owner.user.userId}`, owner, { method: "DELETE" }))).toBe("own_account");
  });

  it("lets managers decide about staff and viewers only (abuse case 4)", async () => {
    const owner = await aSeat("owner");
    const [manager, colleague, staff] = [
      await aSeat("manager", owner),
      await aSeat("manager", owner),
      await aSeat("staff", owner),
    ];
    expect(await codeOf(await patch(manager, owner, { role: "viewer" }))).toBe("owners_only");
    expect(await codeOf(await patch(manager, staff, { role: "owner" }))).toBe("owners_only");
    expect(await codeOf(await patch(manager, colleague, { role: "viewer" }))).toBe("beyond_your_role");
    expect(await codeOf(await patch(manager, staff, { role: "manager" }))).toBe("beyond_your_role");
    expect(await codeOf(await patch(manager, staff, { role: "viewer" }))).toBe("ok");
    expect(await roleOf(owner)).toBe("owner");
  });

  it("takes no field that it does not offer (abuse case 3)", async () => {
    const owner = await aSeat("owner");
    const staff = await aSeat("staff", owner);
    for (const field of ["id", "tenantId", "email", "passwordHash", "disabledAt", "emailUnverifiedSince"]) {
      const refused = await patch(owner, staff, { role: "viewer", [field]: "x" });
      expect((await problemOf(refused)).errors).toMatchObject([{ field }]);
    }
    expect((await api("/me", owner, { method: "PATCH", body: { role: "owner" } })).status).toBe(400);
  });

  it("signs a user out at once whose role changes, who is disabled or removed", async () => {
    const owner = await aSeat("owner");
    const [one, two, three] = [await aSeat("staff", owner), await aSeat("staff", owner), await aSeat("staff", owner)];
    await patch(owner, one, { role: "viewer" });
    await api(`/users/${two.user.userId}/disable`, owner, { method: "POST" });
    await api(`/users/${three.user.userId}`, owner, { method: "DELETE" });
    for (const seat of [one, two, three]) expect((await api("/me", seat)).status).toBe(401);
    expect(await codeOf(await api(`/users/${two.user.userId}/enable`, owner, { method: "POST" }))).toBe("ok");
    expect((await postForm("/login", { email: two.user.email, password: PASSWORD })).status).toBe(303);
    expect((await postForm("/login", { email: three.user.email, password: PASSWORD })).status).toBe(401);
  });

  it("keeps its last owner, and one of two who dismiss each other at the same time (abuse case 4)", async () => {
    const one = await aSeat("owner");
    const other = await aSeat("owner", one);
    const answers = await Promise.all([patch(one, other, { role: "viewer" }), patch(other, one, { role: "viewer" })]);
    const codes = await Promise.all(answers.map(codeOf));
    expect(codes).toContain("ok");
    const owners = await one.user.tenant.db.orm
      .select()
      .from(users)
      .where(eq(users.tenantId, one.user.tenant.db.tenantId));
    expect(owners.filter(({ role }) => role === "owner")).toHaveLength(1);
  });

  it.each(["disable", "remove"] as const)("does not %s the last owner who can sign in (abuse case 4)", async (act) => {
    const owner = await aSeat("owner");
    const { tenant } = owner.user;
    const actor = await aSeat("owner", owner);
    await tenant.db.orm.update(users).set({ emailUnverifiedSince: 1 }).where(eq(users.id, actor.user.userId));
    const { changeMember, disableMember, removeMember } = await import(
      "../../../../src/use-cases/identity/team/change-member.ts"
    );
    const lead = {
      env,
      requestId: "req",
      now: Date.now(),
      actor: { kind: "user", userId: actor.user.userId, tenantId: tenant.db.tenantId, role: "owner" } as never,
    };
    const id: UserId = owner.user.userId;
    const outcome = act === "disable" ? await disableMember(lead, id) : await removeMember(lead, id);
    expect(outcome).toEqual({ ok: false, error: { reason: "last_owner" } });
    expect(await changeMember(lead, id, { role: "viewer" })).toMatchObject({ error: { reason: "last_owner" } });
    expect(await roleOf(owner)).toBe("owner");
    const entries = await tenant.db.orm.select().from(auditLog).where(eq(auditLog.subjectId, id));
    expect(entries).toEqual([]);
  });

  it("finds nobody of another business, and no staff member of another (abuse case 2)", async () => {
    const owner = await aSeat("owner");
    const [stranger, staff, foreign]: [Seat, Seat, ApiTenant] = [
      await aSeat("staff"),
      await aSeat("staff", owner),
      await aTenant(),
    ];
    expect((await patch(owner, stranger, { role: "viewer" })).status).toBe(404);
    expect((await patch(owner, staff, { staffId: foreign.anna })).status).toBe(404);
    expect(await roleOf(stranger)).toBe("staff");
  });
});

describe("an invitation", () => {
  const invite = (by: Seat, body: object) => api("/invitations", by, { body });
  const tokenFor = async (by: Seat, email: string) => {
    const mails = (await waitingEmails(by.user.tenant.db.tenantId)).filter((mail) => mail.to === email);
    return tokenIn(mails.at(-1) ?? { kind: "", to: "", subject: "", html: "", text: "" });
  };

  it("makes a user of whoever has the mailbox, once", async () => {
    const owner = await aSeat("owner");
    const invited = await invite(owner, { email: "mia@example.com", role: "staff" });
    expect(await invited.clone().json()).toMatchObject({ email: "mia@example.com", delivery: "not_sent" });
    const token = await tokenFor(owner, "mia@example.com");
    const fields = { token, name: "Mia", password: NEW_PASSWORD };
    const answers = await Promise.all([postForm("/invitation", fields), postForm("/invitation", fields)]);
    expect(answers.map(({ status }) => status).sort((one, other) => one - other)).toEqual([303, 410]);
    expect((await userAt("mia@example.com"))?.user).toMatchObject({ role: "staff", emailUnverifiedSince: null });
    expect((await postForm("/login", { email: "mia@example.com", password: NEW_PASSWORD })).status).toBe(303);
    expect(await (await api("/invitations", owner)).json()).toMatchObject({ items: [] });
  });

  it("to somebody who has an account here or elsewhere is refused, and changes nothing (abuse case 5)", async () => {
    const [owner, elsewhere] = [await aSeat("owner"), await aSeat("owner")];
    const colleague = await aSeat("staff", owner);
    for (const { user } of [colleague, elsewhere]) {
      const before = await userAt(user.email);
      const refused = await invite(owner, { email: user.email.toUpperCase(), role: "viewer" });
      expect([refused.status, await codeOf(refused)]).toEqual([409, "email_taken"]);
      expect(await userAt(user.email)).toEqual(before);
    }
  });

  it("does not overwrite an account that was made meanwhile (abuse case 5)", async () => {
    const [owner, rival] = [await aSeat("owner"), await aSeat("owner")];
    for (const by of [owner, rival]) await invite(by, { email: "late@example.com", role: "viewer" });
    const [ours, theirs] = [await tokenFor(owner, "late@example.com"), await tokenFor(rival, "late@example.com")];
    await postForm("/invitation", { token: ours, name: "Lee", password: NEW_PASSWORD });
    const before = await userAt("late@example.com");
    const second = await postForm("/invitation", { token: theirs, name: "Eve", password: "Evil-Password-9" });
    expect(second.status).toBe(409);
    expect(await userAt("late@example.com")).toEqual(before);
  });

  it("gives no more than the inviter may (abuse case 4)", async () => {
    const owner = await aSeat("owner");
    const manager = await aSeat("manager", owner);
    const body = { email: "boss@example.com", role: "owner" };
    expect(await codeOf(await invite(manager, body))).toBe("owners_only");
    expect(await codeOf(await invite(manager, { ...body, role: "manager" }))).toBe("beyond_your_role");
  });

  it("sent again has a new link; withdrawn, none", async () => {
    const owner = await aSeat("owner");
    const email = "again@example.com";
    const { id } = await (await invite(owner, { email, role: "viewer" })).json<{ id: string }>();
    expect(await codeOf(await invite(owner, { email, role: "viewer" }))).toBe("already_invited");
    const first = await tokenFor(owner, email);
    expect(await codeOf(await api(`/invitations/${id}/resend`, owner, { method: "POST" }))).toBe("ok");
    const second = await tokenFor(owner, email);
    expect(second).not.toBe(first);
    const accept = (token: string) => postForm("/invitation", { token, name: "Lee", password: NEW_PASSWORD });
    expect((await accept(first)).status).toBe(410);
    expect((await api(`/invitations/${id}`, owner, { method: "DELETE" })).status).toBe(204);
    expect((await accept(second)).status).toBe(410);
  });
});

describe("one's own account", () => {
  it("changes its password with the present one, and ends the other sessions", async () => {
    const seat = await aSeat("owner");
    await seat.user.tenant.db.orm
      .update(sessions)
      .set({ id: "ses_00000000000000000000000000" as never })
      .where(eq(sessions.userId, seat.user.userId));
    const other = await aSession(seat.user);
    const change = (currentPassword: string, newPassword: string) =>
      api("/me/password", seat, { body: { currentPassword, newPassword } });
    expect(await codeOf(await change("Wrong-Horse-7", NEW_PASSWORD))).toBe("wrong_password");
    expect((await problemOf(await change(PASSWORD, "short"))).errors?.length).toBeGreaterThan(2);
    expect((await change(PASSWORD, NEW_PASSWORD)).status).toBe(204);
    expect((await api("/me", seat)).status).toBe(200);
    expect((await api("/me", { ...seat, session: other })).status).toBe(401);
    expect((await postForm("/login", { email: seat.user.email, password: PASSWORD })).status).toBe(401);
    expect(await mailsTo(seat.user.email, "password_changed")).toHaveLength(1);
  });

  it("changes its address by a link to the new one, and tells the old one", async () => {
    const seat = await aSeat("owner");
    const email = `new-${seat.user.userId}@example.com`;
    expect((await api("/me/email", seat, { body: { email, currentPassword: PASSWORD } })).status).toBe(202);
    expect((await userAt(seat.user.email))?.user.id).toBe(seat.user.userId);
    const mails = await waitingEmails(seat.user.tenant.db.tenantId);
    const token = tokenIn(
      mails.find(({ to }) => to === email) ?? { kind: "", to: "", subject: "", html: "", text: "" },
    );
    const answers = await Promise.all([postForm("/confirm-email", { token }), postForm("/confirm-email", { token })]);
    expect(answers.map(({ status }) => status).sort((one, other) => one - other)).toEqual([200, 410]);
    expect((await userAt(email))?.user.id).toBe(seat.user.userId);
    expect(await userAt(seat.user.email)).toBeNull();
    const told = (await waitingEmails(seat.user.tenant.db.tenantId)).filter(({ kind }) => kind === "email_changed");
    expect(told).toMatchObject([{ to: seat.user.email }]);
    expect((await api("/me", seat)).status).toBe(401);
  });

  it("answers alike for an address that is somebody's, and sends nothing (abuse case 25)", async () => {
    const [seat, other] = [await aSeat("owner"), await aSeat("owner")];
    const body = { email: other.user.email, currentPassword: PASSWORD };
    expect((await api("/me/email", seat, { body })).status).toBe(202);
    expect((await waitingEmails(seat.user.tenant.db.tenantId)).filter(({ kind }) => kind === "change_email")).toEqual(
      [],
    );
    await expect(linkTo(other.user.email, "change_email")).rejects.toThrow("no change_email");
  });

  it("changes its name and language", async () => {
    const seat = await aSeat("viewer");
    expect((await api("/me", seat, { method: "PATCH", body: { name: "Kim V.", language: "en" } })).status).toBe(204);
    expect(await (await api("/me", seat)).json()).toMatchObject({ user: { name: "Kim V.", language: "en" } });
  });
});
