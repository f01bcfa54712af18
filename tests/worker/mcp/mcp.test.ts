import { describe, expect, it } from "vitest";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { inTenDays } from "../../support/worker/commands.ts";
import { aKey, anOperatorKey, aSession, request } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { anAgent, use } from "../../support/worker/mcp.ts";
import { rawRows } from "../../support/worker/rows.ts";

const at = (minutes: number) => new Date(inTenDays(minutes)).toISOString();
const anna = { name: "Anna Müller", phone: "+4915112345678" };

describe("an agent over MCP", () => {
  it("finds a time, books it, moves it and calls it off", async () => {
    const tenant = await aTenant();
    const agent = await anAgent(await aKey(tenant));
    expect(agent.getServerVersion()).toMatchObject({ name: "frontdesk" });

    const { value: offer } = await use(agent, "list_services");
    expect(offer).toMatchObject({ branches: [{ id: tenant.branchId, services: [{ id: tenant.cut }, {}] }] });
    const wanted = { branchId: tenant.branchId, serviceId: tenant.cut };
    const free = await use(agent, "find_availability", { ...wanted, from: at(540), to: at(660), limit: 1 });
    const [slot] = free.value["slots"] as { startsAt: string }[];
    const order = { ...wanted, startsAt: slot?.startsAt, customer: anna, idempotencyKey: "first" };

    const booked = await use(agent, "book_appointment", order);
    expect(booked).toMatchObject({ isError: false, value: { status: "confirmed", channel: "api" } });
    const appointmentId = booked.value["id"];
    expect((await use(agent, "book_appointment", order)).value["id"]).toBe(appointmentId);

    const moved = await use(agent, "move_appointment", { appointmentId, startsAt: at(720) });
    expect(Date.parse(moved.value["startsAt"] as string)).toBe(inTenDays(720));
    const cancelled = await use(agent, "cancel_appointment", { appointmentId, reason: "rain" });
    expect(cancelled.value).toMatchObject({ status: "cancelled", isLateCancel: false });
    await agent.close();
  });

  it("finds a customer, and writes to them once for each key", async () => {
    const tenant = await aTenant();
    const agent = await anAgent(await aKey(tenant));
    const order = { branchId: tenant.branchId, serviceId: tenant.cut, startsAt: at(540), customer: anna };
    await use(agent, "book_appointment", order);
    const customerId = await eventually(async () => {
      const { value } = await use(agent, "find_customer", { query: anna.phone });
      const [customer] = value["items"] as { id: string }[];
      expect(customer).toBeDefined();
      return customer?.id;
    });
    const { value: theirs } = await use(agent, "list_appointments", { customerId });
    expect(theirs["items"]).toHaveLength(1);

    const note = { customerId, channel: "sms", text: "Please bring a towel.", idempotencyKey: "towel" };
    const sent = await use(agent, "send_message", note);
    expect((await use(agent, "send_message", note)).value["id"]).toBe(sent.value["id"]);
    const became = await use(agent, "get_message", { messageId: sent.value["id"] });
    expect(became.value).toMatchObject({ text: "Please bring a towel.", channel: "sms" });
    expect((await use(agent, "list_message_templates")).value).toMatchObject({
      wordings: { items: expect.arrayContaining([expect.objectContaining({ kind: "booked" })]) },
      whatsappProblem: { code: "not_configured" },
    });

    const trail = await rawRows<{ action: string }>(tenant, "audit_log");
    expect(trail.map(({ action }) => action)).toEqual(expect.arrayContaining(["mcp.tool_used", "message.written"]));
    await agent.close();
  });

  it("is told which argument is wrong, by which rule, and what stands in the way of a time", async () => {
    const tenant = await aTenant();
    const agent = await anAgent(await aKey(tenant));
    const wrong = await use(agent, "book_appointment", { branchId: "brn_x", colour: "red" });
    expect(wrong).toMatchObject({ isError: true, value: { code: "invalid_input" } });
    const fields = (wrong.value["errors"] as { field: string }[]).map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(["serviceId", "startsAt", "customer", "colour"]));

    const order = { branchId: tenant.branchId, serviceId: tenant.cut, startsAt: at(60), customer: anna };
    const closed = await use(agent, "book_appointment", order);
    expect(closed).toMatchObject({ isError: true, value: { code: "outside_hours" } });
    await expect(agent.callTool({ name: "drop_tables", arguments: {} })).rejects.toThrow("no such tool");
    await agent.close();
  });

  it("reaches nothing of another business", async () => {
    const [mine, theirs] = [await aTenant(), await aTenant()];
    const agent = await anAgent(await aKey(mine));
    const order = { branchId: mine.branchId, serviceId: mine.cut, startsAt: at(540), customer: anna };
    const booked = await use(agent, "book_appointment", order);
    const stranger = await anAgent(await aKey(theirs));
    const appointmentId = booked.value["id"];
    for (const [name, given] of [
      ["cancel_appointment", { appointmentId }],
      ["move_appointment", { appointmentId, startsAt: at(720) }],
      ["book_appointment", { ...order, startsAt: at(720) }],
      ["find_availability", { branchId: mine.branchId, serviceId: mine.cut }],
      ["list_services", { branchId: mine.branchId }],
    ] as const) {
      expect(await use(stranger, name, given)).toMatchObject({ isError: true, value: { code: "not_found" } });
    }
    expect((await use(stranger, "find_customer", { query: anna.phone })).value["items"]).toEqual([]);
    await Promise.all([agent.close(), stranger.close()]);
  });

  it("sees and can use only what the scopes of its key allow", async () => {
    const tenant = await aTenant();
    const agent = await anAgent(await aKey(tenant, ["calendar:read", "catalogue:read"]));
    const { tools } = await agent.listTools();
    expect(tools.map(({ name }) => name)).toEqual(["list_services", "find_availability"]);
    const refused = await use(agent, "find_customer", { query: "Anna" });
    expect(refused).toMatchObject({ isError: true, value: { code: "forbidden" } });
    await agent.close();
  });
});

describe("the address of MCP", () => {
  const ping = { jsonrpc: "2.0", id: 1, method: "ping" };
  const post = (body: unknown, given: Parameters<typeof request>[1] = {}) => request("/mcp", { body, ...given });

  it("is for keys of a business alone, and not for pages of other sites", async () => {
    const tenant = await aTenant();
    const key = await aKey(tenant);
    expect((await post(ping)).status).toBe(401);
    expect((await post(ping, { session: await aSession(tenant, "owner") })).status).toBe(401);
    expect((await post(ping, { key: await anOperatorKey() })).status).toBe(403);
    expect((await post(ping, { key, headers: { Origin: "https://evil.example" } })).status).toBe(403);
    expect((await request("/mcp", { key })).status).toBe(405);
    expect(await (await post(ping, { key })).json()).toEqual({ jsonrpc: "2.0", id: 1, result: {} });
  });

  it("answers what is no message of the protocol with its codes", async () => {
    const key = await aKey(await aTenant());
    const codeOf = async (body: unknown, headers = {}) => {
      const answer = await post(body, { key, headers });
      return (await answer.json<{ error: { code: number } }>()).error.code;
    };
    expect(await codeOf("{")).toBe(-32_700);
    expect(await codeOf([ping])).toBe(-32_600);
    expect(await codeOf({ ...ping, method: "resources/list" })).toBe(-32_601);
    expect(await codeOf(ping, { "MCP-Protocol-Version": "1999-01-01" })).toBe(-32_600);
    expect((await post({ jsonrpc: "2.0", method: "notifications/initialized" }, { key })).status).toBe(202);
  });
});
