import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { findUser } from "../../../src/db/queries/identity.ts";
import { openSession } from "../../../src/use-cases/identity/open-session.ts";
import { problemOf, request } from "../../support/worker/credentials.ts";
import { travel } from "../../support/worker/outages.ts";
import { aPasskey, type Signing } from "../../support/worker/software-passkey.ts";
import { anAddress, aSession, aUser, cookieOf, ORIGIN, type TestUser, tokenOf } from "./fixtures.ts";

const HOW = { method: "password" as const, clientAddress: "192.0.2.9", userAgent: undefined, requestId: "req-half" };

function post(path: string, cookie: string, body: object = {}): Promise<Response> {
  return request(path, { body, headers: { origin: ORIGIN, cookie, "cf-connecting-ip": anAddress() } });
}

/** A challenge of the login page, and the cookie it is bound to. */
async function aChallenge(): Promise<{ challenge: string; cookie: string }> {
  const response = await post("/login/passkey/sign-in/options", "");
  const { challenge } = await response.json<{ challenge: string }>();
  return { challenge, cookie: `__Host-attempt=${cookieOf(response, "__Host-attempt")}` };
}

async function aPasskeyUser() {
  const user = await aUser();
  return { user, passkey: await aPasskey(user.tenant.db, user.userId) };
}

async function signIn(
  { passkey }: Awaited<ReturnType<typeof aPasskeyUser>>,
  signing: Partial<Signing> = {},
  { challenge, cookie }: { challenge: string; cookie: string } | Record<string, never> = {},
): Promise<Response> {
  const fresh = challenge === undefined ? await aChallenge() : { challenge, cookie };
  const response = await passkey.sign({ challenge: fresh.challenge, ...signing });
  return post("/login/passkey/sign-in", fresh.cookie, { response, next: "/app/calls" });
}

const outcomeOf = async (response: Response) => (response.ok ? "ok" : (await problemOf(response)).code);

async function logInHalfway({ tenant, userId }: TestUser): Promise<string> {
  const user = await findUser(tenant.db, userId);
  if (!user) throw new Error("no such user");
  const opening = await openSession(env, user, { ...HOW, now: Date.now() });
  return `__Host-pending=${opening.token}`;
}

afterEach(() => {
  vi.useRealTimers();
});

describe("signing in with a passkey", () => {
  it("opens a session with both factors, and goes on", async () => {
    const response = await signIn(await aPasskeyUser());
    expect(await response.clone().json()).toEqual({ next: "/app/calls" });
    expect((await request("/api/v1/me", { session: tokenOf(response) ?? "" })).status).toBe(200);
  });

  it("takes each challenge once, from the browser that it was given to, within five minutes", async () => {
    const known = await aPasskeyUser();
    const given = await aChallenge();
    const other = await aChallenge();
    expect(await outcomeOf(await signIn(known, {}, { ...given, cookie: other.cookie }))).toBe("wrong_passkey");
    expect(await outcomeOf(await signIn(known, { counter: 2 }, given))).toBe("ok");
    expect(await outcomeOf(await signIn(known, { counter: 3 }, given))).toBe("wrong_passkey");
    const late = await aChallenge();
    travel(301_000);
    expect(await outcomeOf(await signIn(known, { counter: 4 }, late))).toBe("wrong_passkey");
  });

  it("takes one of parallel answers to a challenge", async () => {
    const known = await aPasskeyUser();
    const given = await aChallenge();
    const answers = await Promise.all([1, 2, 3, 4].map((counter) => signIn(known, { counter }, given)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it.each<Partial<Signing>>([
    { origin: "https://evil.example" },
    { origin: "http://localhost:9999" },
    { rpId: "evil.example" },
    { isVerified: false },
    { challenge: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" },
  ])("is refused for %j", async (signing) => {
    expect(await outcomeOf(await signIn(await aPasskeyUser(), signing))).toBe("wrong_passkey");
  });

  it("is refused when the count does not go up: a copy is about", async () => {
    const known = await aPasskeyUser();
    expect(await outcomeOf(await signIn(known, { counter: 7 }))).toBe("ok");
    expect(await outcomeOf(await signIn(known, { counter: 7 }))).toBe("wrong_passkey");
    expect(await outcomeOf(await signIn(known, { counter: 3 }))).toBe("wrong_passkey");
    expect(await outcomeOf(await signIn(known, { counter: 8 }))).toBe("ok");
  });

  it("is refused for another one's signature, a disabled user, and what is no answer at all", async () => {
    const [one, two] = [await aPasskeyUser(), await aPasskeyUser()];
    const { challenge, cookie } = await aChallenge();
    const [mine, theirs] = [await one.passkey.sign({ challenge }), await two.passkey.sign({ challenge })];
    const mixed = { ...mine, response: { ...mine.response, signature: theirs.response.signature } };
    expect((await post("/login/passkey/sign-in", cookie, { response: mixed })).status).toBe(401);
    await env.DB.prepare("UPDATE users SET disabled_at = 1 WHERE id = ?").bind(two.user.userId).run();
    expect((await signIn(two)).status).toBe(401);
    for (const body of [{}, { response: null }, { response: { id: "x" } }]) {
      expect((await post("/login/passkey/sign-in", cookie, body)).status).toBe(401);
    }
  });
});

describe("a passkey after the password", () => {
  it("completes the login of its own user only", async () => {
    const [one, two] = [await aPasskeyUser(), await aPasskeyUser()];
    const cookie = await logInHalfway(one.user);
    const ask = async () =>
      (await (await post("/login/passkey/second-factor/options", cookie)).json<{ challenge: string }>()).challenge;
    const foreign = await two.passkey.sign({ challenge: await ask() });
    expect(await outcomeOf(await post("/login/passkey/second-factor", cookie, { response: foreign }))).toBe(
      "wrong_passkey",
    );
    const own = await one.passkey.sign({ challenge: await ask() });
    expect((await post("/login/passkey/second-factor", cookie, { response: own })).status).toBe(200);
    expect(await outcomeOf(await post("/login/passkey/second-factor/options", cookie))).toBe("login_over");
  });

  it("does not take a challenge that was given for another purpose", async () => {
    const { user, passkey } = await aPasskeyUser();
    const { challenge } = await aChallenge();
    const cookie = await logInHalfway(user);
    const response = await passkey.sign({ challenge });
    expect((await post("/login/passkey/second-factor", cookie, { response })).status).toBe(401);
  });
});

describe("one's own passkeys", () => {
  it("confirm a dangerous act", async () => {
    const { user, passkey } = await aPasskeyUser();
    const session = await aSession(user, { steppedUpAt: 1 });
    const options = await request("/api/v1/me/step-up/options", { session, method: "POST" });
    const { challenge } = await options.json<{ challenge: string }>();
    const proof = { passkey: await passkey.sign({ challenge }) };
    const { clientExtensionResults: _, ...plain } = proof.passkey;
    const proven = await request("/api/v1/me/step-up", { session, body: { passkey: plain } });
    expect(proven.status).toBe(204);
  });

  it("are listed, renamed and removed, and nobody else's", async () => {
    const [{ user, passkey }, other] = [await aPasskeyUser(), await aPasskeyUser()];
    const session = await aSession(user);
    const rename = (id: string) =>
      request(`/api/v1/me/passkeys/${id}`, { session, method: "PATCH", body: { name: "Phone" } });
    const remove = (id: string) => request(`/api/v1/me/passkeys/${id}`, { session, method: "DELETE" });
    expect([(await rename(passkey.id)).status, (await rename(other.passkey.id)).status]).toEqual([204, 404]);
    const list = async () =>
      (await (await request("/api/v1/me/factors", { session })).json<{ passkeys: { name: string }[] }>()).passkeys;
    expect(await list()).toMatchObject([{ id: passkey.id, name: "Phone" }]);
    expect([(await remove(other.passkey.id)).status, (await remove(passkey.id)).status]).toEqual([404, 204]);
    expect(await list()).toEqual([]);
  });
});
