import { describe, expect, it } from "vitest";
import { inRequest } from "../../../src/log.ts";
import type { OutgoingEmail } from "../../../src/providers/email/port.ts";
import { createResend } from "../../../src/providers/email/resend.ts";
import { fetchResendEmail } from "../../../src/providers/email/resend-webhook.ts";
import { createSandbox, type Sandbox } from "../../sandbox/server.ts";
import { demo } from "./fake-worker.ts";
import { aStage, post } from "./support.ts";

const email: OutgoingEmail = { id: "eml_1", to: "kim@example.com", subject: "Hi", html: "<p>Hi</p>", text: "Hi" };

/** Our adapter, pointed at the sandbox without a socket. */
function aResend(sandbox: Sandbox, { apiKey = "re_test", from = "Frontdesk <desk@frontdesk.example>" } = {}) {
  const fetcher = async (url: unknown, init?: RequestInit) => sandbox.app.request(String(url), init);
  return createResend({ apiKey, from, baseUrl: "http://sandbox.test/resend" }, fetcher as typeof fetch);
}

const sentIn = (sandbox: Sandbox) => sandbox.vendors.flatMap(({ emails }) => emails?.list() ?? []);

describe("e-mail through Resend", () => {
  it("arrives with both bodies, and is listed", async () => {
    const { sandbox } = aStage();
    const outcome = await aResend(sandbox).send(email);
    const [sent] = sentIn(sandbox);
    expect(outcome).toEqual({ kind: "sent", providerId: sent?.id });
    expect(sent).toMatchObject({ to: ["kim@example.com"], subject: "Hi", html: "<p>Hi</p>", text: "Hi" });
    const listed = await (await sandbox.app.request("/control/emails")).json();
    expect(listed.emails).toHaveLength(1);
    expect(await (await sandbox.app.request("/")).text()).toContain(`/emails/${sent?.id}`);
    const shown = await sandbox.app.request(`/emails/${sent?.id}`);
    expect([await shown.text(), shown.headers.get("content-security-policy")]).toEqual([
      "<p>Hi</p>",
      expect.stringContaining("default-src 'none'"),
    ]);
  });

  it("carries the id of the request that it came of", async () => {
    const seen: unknown[] = [];
    const fetcher = async (_: unknown, init?: RequestInit) => {
      seen.push(new Headers(init?.headers).get("x-request-id"));
      return Response.json({ id: "1" });
    };
    const account = { apiKey: "re_test", from: "Frontdesk <desk@frontdesk.example>", baseUrl: "http://resend.test" };
    const resend = createResend(account, fetcher as typeof fetch);
    await inRequest("req-of-the-email", () => resend.send(email));
    await resend.send(email);
    expect(seen).toEqual(["req-of-the-email", null]);
  });

  it("is delivered once, however often it is sent", async () => {
    const { sandbox } = aStage();
    sandbox.faults.add({ vendor: "resend", kind: "duplicate", times: 1 });
    const outcomes = [await aResend(sandbox).send(email), await aResend(sandbox).send(email)];
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(sentIn(sandbox)).toHaveLength(1);
  });

  it("never replaces a message under the same id", async () => {
    const { sandbox } = aStage();
    await aResend(sandbox).send(email);
    const other = await aResend(sandbox).send({ ...email, subject: "Other" });
    expect(other).toEqual({ kind: "refused", reason: "invalid_idempotent_request" });
  });

  it.each([
    { apiKey: "re_revoked", reason: "invalid_api_key" },
    { apiKey: "nonsense", reason: "invalid_api_key" },
    { from: "nobody", reason: "validation_error" },
  ])("is refused for good: $reason", async ({ reason, ...account }) => {
    expect(await aResend(aStage().sandbox, account).send(email)).toEqual({ kind: "refused", reason });
  });

  it.each([
    { status: 429, retryAfterSeconds: 7, reason: "rate_limit_exceeded" },
    { status: 500, reason: "application_error" },
    { status: 503, reason: "application_error" },
  ])("may be tried again after a $status", async ({ reason, ...fault }) => {
    const { sandbox } = aStage();
    sandbox.faults.add({ vendor: "resend", kind: "status", times: 1, ...fault });
    const retryAfterSeconds = fault.retryAfterSeconds ?? null;
    expect(await aResend(sandbox).send(email)).toEqual({ kind: "retry", reason, retryAfterSeconds });
    expect(await aResend(sandbox).send(email)).toMatchObject({ kind: "sent" });
  });

  it("may be tried again when the connection breaks", async () => {
    const { sandbox } = aStage();
    sandbox.faults.add({ vendor: "resend", kind: "drop", times: 1 });
    expect(await aResend(sandbox).send(email)).toMatchObject({ kind: "retry" });
  });

  it("needs a user agent, as the real one does", async () => {
    const { sandbox } = aStage();
    const init = { method: "POST", headers: { authorization: "Bearer re_test" }, body: JSON.stringify(email) };
    expect((await sandbox.app.request("/resend/emails", init)).status).toBe(403);
  });

  it("comes in as well: who writes is told of, signed, and the words are there to be fetched", async () => {
    const told: { url: string; type: string; id: string }[] = [];
    const fetched = async (url: unknown, init?: RequestInit) => {
      const { type, data } = JSON.parse(String(init?.body)) as { type: string; data: { email_id: string } };
      told.push({ url: String(url), type, id: data.email_id });
      return new Response(null, { status: 204 });
    };
    const sandbox = createSandbox({ demo, fetch: fetched as typeof fetch, sleep: async () => undefined });
    const mail = {
      from: "Erika <erika@example.com>",
      to: "leads+1@in.example.com",
      subject: "Hi",
      text: "A cut, please",
    };
    expect((await post(sandbox, "/control/emails", mail)).status).toBe(204);
    expect(told).toMatchObject([{ type: "email.received", url: expect.stringMatching(/\/webhooks\/resend$/) }]);
    const asking = async (url: unknown, init?: RequestInit) => sandbox.app.request(String(url), init);
    const account = { apiKey: "re_test", baseUrl: "http://sandbox.test/resend" };
    const email = await fetchResendEmail(account, told[0]?.id ?? "", asking as typeof fetch);
    expect(email).toEqual({ text: "A cut, please", replyTo: null, isAutomatic: false });
  });
});
