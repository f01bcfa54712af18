import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { newTicket, signTicket } from "../../../src/use-cases/booking/public/form-ticket.ts";
import { unsubscribeUrl } from "../../../src/use-cases/messaging/unsubscribe.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aSession, request } from "../../support/worker/credentials.ts";
import { historyOf, leadsOf } from "../../support/worker/leads.ts";
import { leadsTo, post } from "../../support/worker/public-pages.ts";
import { rawRows } from "../../support/worker/rows.ts";

const path = ({ tenantId }: TestTenant) => `/b/${tenantId}/contact?lang=en`;

function aRequest(fields: Record<string, string> = {}): Record<string, string> {
  const ticket = signTicket(env, newTicket(Date.now() - 10_000));
  const typed = { name: "Erika Beispiel", phone: "0151 12345678", email: "", request: "Hair for my wedding" };
  return { ticket, ...typed, consent: "yes", website: "", ...fields };
}

describe("the contact form", () => {
  it("makes a lead of whoever sends it, once, however often it is sent", async () => {
    const tenant = await aTenant();
    expect((await request(path(tenant))).status).toBe(200);
    const form = aRequest();
    const sent = await post(path(tenant), form);
    expect([sent.status, leadsTo(sent)]).toEqual([303, `/b/${tenant.tenantId}/contact?sent=1&lang=en`]);
    expect(await (await request(leadsTo(sent))).text()).toContain("we will be in touch");
    await post(path(tenant), form);
    const session = await aSession(tenant, "owner");
    const [lead, another] = await leadsOf({ session });
    expect(another).toBeUndefined();
    expect(lead).toMatchObject({ source: "form", phone: "+4915112345678", hasConsent: true, language: "en" });
    expect(await historyOf({ session }, lead?.id ?? "")).toMatchObject([{ type: "created", actor: "web" }]);
  });

  it.each([
    ["name", { name: " " }],
    ["phone", { phone: "0900 1234567" }],
    ["phone", { phone: "" }],
    ["email", { email: "a@" }],
    ["request", { request: "" }],
    ["consent", { consent: "" }],
  ])("names a wrong %s beside its field and keeps nothing", async (field, fields) => {
    const tenant = await aTenant();
    const refused = await post(path(tenant), aRequest(fields));
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining(`id="${field}-wrong"`)]);
    expect(await rawRows(tenant, "leads")).toEqual([]);
  });

  it("of a program, from another site, or once too often from one network is refused", async () => {
    const tenant = await aTenant();
    const quick = signTicket(env, newTicket(Date.now()));
    for (const fields of [{ ticket: quick }, { ticket: "" }, { website: "http://spam" }]) {
      expect((await post(path(tenant), aRequest(fields))).status).toBe(400);
    }
    expect(
      (
        await request(path(tenant), {
          method: "POST",
          body: new URLSearchParams(aRequest()).toString(),
          headers: { origin: "https://evil.example", "content-type": "application/x-www-form-urlencoded" },
        })
      ).status,
    ).toBe(403);
    const network = "203.0.113.77";
    const statuses: number[] = [];
    for (let count = 0; count < 11; count++) statuses.push((await post(path(tenant), aRequest(), network)).status);
    expect([statuses.filter((each) => each === 303).length, statuses.at(-1)]).toEqual([10, 429]);
    expect((await request("/b/no-such-salon/contact")).status).toBe(404);
  });
});

describe("the link below an e-mail that nobody asked for", () => {
  it("ends such e-mails when its button is pressed, and only with our signature", async () => {
    const tenant = await aTenant();
    const index = await tenant.vault.emailIndex("erika@example.com");
    const url = new URL(unsubscribeUrl(env, { tenantId: tenant.tenantId, index }));
    const link = `${url.pathname}?lang=en`;
    expect(await (await request(link)).text()).toContain("Unsubscribe");
    const out = () =>
      env.DB.prepare("SELECT channel FROM opt_outs WHERE tenant_id = ? AND address_index = ?")
        .bind(tenant.tenantId, index)
        .all();
    expect((await out()).results).toEqual([]);
    expect(
      (await request(url.pathname.replace(tenant.tenantId, (await aTenant()).tenantId), { method: "POST" })).status,
    ).toBe(404);
    expect((await request(link, { method: "POST" })).status).toBe(200);
    expect((await out()).results).toEqual([{ channel: "email" }]);
  });
});
