import { env, exports } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { AlertView, OnCallPersonView } from "../../../src/contracts/on-call.ts";
import type { MessageId, OnCallAlertId } from "../../../src/domain/ids.ts";
import { MINUTE_MS } from "../../../src/domain/time.ts";
import { deliverMessage } from "../../../src/use-cases/messaging/deliver-message.ts";
import { runAlert } from "../../../src/use-cases/on-call/run-alert.ts";
import { tellCaller } from "../../../src/use-cases/on-call/tell-caller.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { aLine, providers } from "../../support/worker/both-lines.ts";
import { aClient, type Client, outcomeOf } from "../../support/worker/client.ts";
import { aSession } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { ORIGIN, postRetell } from "../../support/worker/retell.ts";
import { callEnded, callStarted } from "../../support/worker/retell-events.ts";
import { rawRows } from "../../support/worker/rows.ts";
import { aSender, postTwilio } from "../../support/worker/senders.ts";
import { playVendors } from "../../support/worker/vendors.ts";

const ANNA = { name: "Anna", phone: "+4915111111111" };
const BEN = { name: "Ben", phone: "+4915122222222", language: "en" };

type Desk = Client & { call: Awaited<ReturnType<typeof aLine>>["call"] };
async function aDesk(provider: (typeof providers)[number], people: object[] = [ANNA, BEN]): Promise<Desk> {
  const { tenant, call } = await aLine(provider);
  const client = await aClient(tenant, { session: await aSession(tenant, "owner") });
  const settings = { isOn: true, waitMinutes: 5, rounds: 1 };
  expect((await client.send("/on-call/settings", { method: "PUT", body: settings })).status).toBe(200);
  for (const body of people) expect((await client.send("/on-call/people", { body })).status).toBe(201);
  return { ...client, call };
}

const emergency = (desk: Desk) =>
  desk.call("take_message", { message: "Wasserrohrbruch im Keller", topic: "emergency" });
const alertsOf = async ({ send }: Client, query = "") =>
  (await (await send(`/on-call/alerts${query}`)).json<{ items: AlertView[] }>()).items;

/** Once the queue has carried the first step. */
function aRungAlert(desk: Desk, steps = 1): Promise<AlertView> {
  return eventually(async () => {
    const [alert] = await alertsOf(desk);
    expect(alert?.steps).toHaveLength(steps);
    expect(alert?.steps.at(-1)?.call).not.toBeNull();
    return alert as AlertView;
  });
}
const goOn = ({ tenant }: Desk, { id }: AlertView, minutes: number) =>
  runAlert(env, { tenantId: tenant.tenantId, alertId: id as OnCallAlertId }, Date.now() + minutes * MINUTE_MS);

let stage: ReturnType<typeof playVendors>;
beforeAll(async () => {
  await aTenant();
});
beforeEach(() => {
  stage = playVendors();
});
afterEach(() => vi.restoreAllMocks());

/** The texts that went out to them, as Twilio got them. Others in this runtime may still be trying to send theirs. */
const texts = () =>
  stage.asked
    .filter(({ vendor }) => vendor === "twilio")
    .map(({ body }) => new URLSearchParams(body))
    .filter((sms) => [ANNA.phone, BEN.phone].includes(sms.get("To") ?? ""));

describe.each(providers)("an emergency over %s", (provider) => {
  it("rings one person after the other, until somebody answers yes", async () => {
    const desk = await aDesk(provider);
    const sender = await aSender(desk.tenant);
    await emergency(desk);
    const alert = await aRungAlert(desk);
    expect(alert).toMatchObject({ status: "open", message: "Wasserrohrbruch im Keller", steps: [{ name: "Anna" }] });
    await goOn(desk, alert, 4);
    expect((await alertsOf(desk))[0]?.steps).toHaveLength(1);
    await Promise.all([goOn(desk, alert, 5), goOn(desk, alert, 5)]);
    expect((await alertsOf(desk))[0]?.steps.map(({ name }) => name)).toEqual(["Anna", "Ben"]);
    // What was written in five minutes goes out in five minutes.
    for (const { id } of await rawRows<{ id: MessageId }>(desk.tenant, "messages"))
      await deliverMessage(env, { tenantId: desk.tenant.tenantId, messageId: id }, Date.now() + 5 * MINUTE_MS);
    await eventually(async () => expect(texts()).toHaveLength(2));
    expect(texts().map((sms) => sms.get("To"))).toEqual([ANNA.phone, BEN.phone]);
    expect(texts()[1]?.get("Body")).toMatch(/^EMERGENCY at Salon: “Wasserrohrbruch im Keller”.*\/alert\//);
    await postTwilio(sender, {
      MessageSid: `SM${desk.tenant.tenantId}`,
      SmsStatus: "received",
      From: BEN.phone,
      Body: "Yes!",
    });
    const taken = await eventually(async () => {
      const [after] = await alertsOf(desk);
      expect(after?.status).toBe("acknowledged");
      return after;
    });
    expect(taken).toMatchObject({ acknowledgedBy: "Ben", acknowledgedVia: "reply" });
    await goOn(desk, alert, 60);
    expect((await alertsOf(desk))[0]?.steps).toHaveLength(2);
  });

  it("says why nobody could be called or written to, and ends when all have been rung", async () => {
    const desk = await aDesk(provider, [ANNA]);
    await emergency(desk);
    const alert = await aRungAlert(desk);
    await eventually(async () => {
      const [step] = (await alertsOf(desk))[0]?.steps ?? [];
      expect(step).toMatchObject({ call: "number_needed", sms: { status: "not_sent", reason: "sms_not_configured" } });
    });
    await goOn(desk, alert, 5);
    expect((await alertsOf(desk))[0]).toMatchObject({ status: "exhausted", steps: [{ name: "Anna" }] });
    const path = `/on-call/alerts/${alert.id}/acknowledge`;
    expect(await (await desk.send(path, { method: "POST" })).json()).toMatchObject({ acknowledgedVia: "dashboard" });
    const colleague = await aClient(desk.tenant, { session: await aSession(desk.tenant, "manager") });
    expect(await outcomeOf(await colleague.send(path, { method: "POST" }))).toBe("409 alert_taken");
  });
});

describe("a caller who waits on the line", () => {
  it("is told once somebody has taken the emergency, which waits for nobody then; nobody is told after the call", async () => {
    const desk = await aDesk("retell", [ANNA]);
    const { tenant } = desk;
    const [told, path] = [() => stage.asked.filter((each) => each.path === path), "/v2/update-live-call/call_1"];
    stage.spoil.before = (asked) => (asked.path === path ? Response.json({ success: true }) : null);
    await postRetell(tenant, "", callStarted(tenant));
    await emergency(desk);
    const waiting = () => alertsOf(desk, "?waiting=true");
    const [alert] = await eventually(async () => {
      const alerts = await waiting();
      expect(alerts).toHaveLength(1);
      expect(await rawRows(tenant, "calls")).toMatchObject([{ status: "ongoing", id: alerts[0]?.callId }]);
      return alerts;
    });
    await desk.send(`/on-call/alerts/${alert?.id}/acknowledge`, { method: "POST" });
    await eventually(async () => expect(told()).toHaveLength(1));
    expect(told()[0]).toMatchObject({ method: "PATCH", body: expect.stringMatching(/taken the emergency|Notfall/) });
    expect(JSON.parse(told()[0]?.body ?? "")).toMatchObject({ call_control: { trigger_response: true } });
    expect(await waiting()).toEqual([]);
    await postRetell(tenant, "", callEnded(tenant));
    await eventually(async () => expect(await rawRows(tenant, "calls")).toMatchObject([{ status: "ended" }]));
    await tellCaller(env, { tenantId: tenant.tenantId, alertId: alert?.id as OnCallAlertId }, Date.now());
    expect(told()).toHaveLength(1);
  });
});

describe("the rota", () => {
  it("is called by the branch's agent at any hour, and its link takes the alert only when the button is pressed", async () => {
    const desk = await aDesk("retell", [ANNA]);
    await aSender(desk.tenant);
    const { branchId, connectionId } = desk.tenant;
    await desk.send(`/voice/agents/${branchId}/publish`, { body: { connectionId } });
    await desk.send("/voice/numbers", { body: { source: "vendor", branchId, connectionId, areaCode: "901" } });
    stage.spoil.before = ({ path }) =>
      path === "/v2/create-phone-call" ? Response.json({ call_id: "call_oncall" }, { status: 201 }) : null;
    await emergency(desk);
    expect((await aRungAlert(desk)).steps[0]).toMatchObject({ call: "placed" });
    const placed = stage.asked.find(({ path }) => path === "/v2/create-phone-call");
    expect(JSON.parse(placed?.body ?? "")).toMatchObject({
      to_number: ANNA.phone,
      agent_override: { retell_llm: { begin_message: expect.stringContaining("Notfall: Wasserrohrbruch") } },
    });
    await eventually(async () => expect(texts()).toHaveLength(1));
    const link = /\/alert\/\S+/.exec(texts()[0]?.get("Body") ?? "")?.[0] ?? "";
    const page = await exports.default.fetch(`${ORIGIN}${link}?lang=en`);
    expect(await page.text()).toMatch(/Emergency at Salon.*Wasserrohrbruch.*I take it/s);
    expect((await alertsOf(desk))[0]?.status).toBe("open");
    const headers = { origin: ORIGIN, "content-type": "application/x-www-form-urlencoded" };
    const pressed = await exports.default.fetch(`${ORIGIN}${link}?lang=en`, { method: "POST", headers, body: "" });
    expect(await pressed.text()).toContain("Taken by Anna");
    expect((await alertsOf(desk))[0]).toMatchObject({ status: "acknowledged", acknowledgedVia: "link" });
    expect((await exports.default.fetch(`${ORIGIN}/alert/${"A".repeat(43)}`)).status).toBe(404);
    const raw = JSON.stringify([await rawRows(desk.tenant, "on_call_people"), await rawRows(desk.tenant, "audit_log")]);
    expect(raw).not.toMatch(/Anna|15111111111|Wasserrohrbruch/);
  });

  it("is edited, and rings nobody while it is off", async () => {
    const desk = await aDesk("retell", [ANNA, BEN]);
    const off = { isOn: false, waitMinutes: 5, rounds: 1 };
    await desk.send("/on-call/settings", { method: "PUT", body: off });
    await emergency(desk);
    const peopleOf = async () =>
      (await (await desk.send("/on-call/people")).json<{ items: OnCallPersonView[] }>()).items;
    const [anna, ben] = await peopleOf();
    const hours = [{ weekday: 1, fromMinute: 0, toMinute: 1_440 }];
    const changed = await desk.send(`/on-call/people/${anna?.id}`, { method: "PATCH", body: { hours, position: 9 } });
    expect(await changed.json()).toMatchObject({ ...ANNA, hours, position: 9 });
    expect((await peopleOf()).map(({ name }) => name)).toEqual(["Ben", "Anna"]);
    expect((await desk.send(`/on-call/people/${ben?.id}`, { method: "DELETE" })).status).toBe(204);
    await eventually(async () => {
      const tasks = await (await desk.send("/callback-tasks")).json<{ items: unknown[] }>();
      expect(tasks.items).toHaveLength(1);
    });
    expect(await alertsOf(desk)).toEqual([]);
  });
});
