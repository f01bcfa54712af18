import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { messages } from "../../../src/db/schema/messaging.ts";
import { phoneVerifications } from "../../../src/db/schema/voice.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { dateInTenDays } from "../../support/worker/commands.ts";
import { holdBackJobs } from "../../support/worker/emails.ts";
import { ask } from "../../support/worker/retell.ts";
import { aSender } from "../../support/worker/senders.ts";

const OWN = "+4915112345678";
const stranger = (name: string) => ({ callId: `call_${name}`, from: "+4915100000099" });

/** A tenant with a number to send from, and an appointment under a number that does not call. */
async function aBookedTenant() {
  holdBackJobs();
  const tenant = await aTenant();
  await aSender(tenant);
  const wish = { service: "Cut", staff: "Anna", startsAt: `${dateInTenDays()}T10:00`, name: "Erika Muster" };
  const { data } = await ask(tenant, "book_appointment", wish);
  return { tenant, appointmentId: String(data["appointmentId"]) };
}

/** The codes that wait to be sent, oldest first. */
async function codesOf({ tenantId, vault }: TestTenant): Promise<string[]> {
  const mine = and(eq(messages.tenantId, tenantId), eq(messages.kind, "code"));
  const rows = await tenantDb(env.DB, tenantId).orm.select().from(messages).where(mine).orderBy(messages.id);
  const texts = rows.map(({ id, sealedBody }) => vault.open({ purpose: "message.body", row: id }, sealedBody ?? ""));
  return (await Promise.all(texts)).map((text) => /\d{6}/.exec(text)?.[0] ?? "");
}

beforeAll(async () => {
  await ask(await aTenant(), "list_services");
});
afterEach(() => vi.restoreAllMocks());

describe("a caller from another number", () => {
  it("proves by a code which number is theirs, and may then find and cancel what is booked under it", async () => {
    const { tenant, appointmentId } = await aBookedTenant();
    const call = stranger("proven");
    const sent = await ask(tenant, "send_verification_code", { phone: OWN }, call);
    expect([sent.ok, sent.say]).toEqual([true, expect.stringContaining("zero one five one")]);
    const [code = ""] = await codesOf(tenant);
    expect(code).toMatch(/^\d{6}$/);
    const rows = await tenantDb(env.DB, tenant.tenantId).orm.select().from(phoneVerifications);
    expect(JSON.stringify(rows)).not.toContain(code);
    const checked = await ask(tenant, "check_verification_code", { code: code.split("").join(" ") }, call);
    expect(checked.ok).toBe(true);
    const proof = { verificationId: checked.data["verificationId"] };
    const found = await ask(tenant, "find_appointments", proof, call);
    expect(found.data["appointments"]).toMatchObject([{ appointmentId }]);
    // In another call the same proof is worth nothing.
    const other = await ask(tenant, "find_appointments", proof, stranger("other"));
    expect(other.data["appointments"]).toEqual([]);
    expect((await ask(tenant, "cancel_appointment", proof, call)).data).toMatchObject({ appointmentId });
  });

  it("learns nothing of a number without an appointment, and nothing is sent there (abuse case 49)", async () => {
    const { tenant } = await aBookedTenant();
    const answers = await Promise.all(
      [OWN, "+4917012345678"].map((phone, i) => ask(tenant, "send_verification_code", { phone }, stranger(`n${i}`))),
    );
    const [known, unknown] = answers.map(({ ok, say, data }) => [ok, say.replace(String(data["phone"]), "NUMBER")]);
    expect(known).toEqual(unknown);
    expect(await codesOf(tenant)).toHaveLength(1);
  });

  it("has five guesses and three codes a call", async () => {
    const { tenant } = await aBookedTenant();
    const call = stranger("guessing");
    await ask(tenant, "send_verification_code", { phone: OWN }, call);
    const [code = ""] = await codesOf(tenant);
    const wrong = code === "000000" ? "111111" : "000000";
    for (let guess = 0; guess < 5; guess++) await ask(tenant, "check_verification_code", { code: wrong }, call);
    expect((await ask(tenant, "check_verification_code", { code }, call)).data).toMatchObject({ code: "wrong_code" });
    for (let more = 0; more < 4; more++) await ask(tenant, "send_verification_code", { phone: OWN }, call);
    const refused = await ask(tenant, "send_verification_code", { phone: OWN }, call);
    expect(refused.data).toMatchObject({ code: "too_many_attempts" });
    expect(await codesOf(tenant)).toHaveLength(3);
  });

  it("is told when the business cannot send codes", async () => {
    const { ok, data } = await ask(await aTenant(), "send_verification_code", { phone: OWN }, stranger("none"));
    expect([ok, data["code"]]).toEqual([false, "not_configured"]);
  });
});
