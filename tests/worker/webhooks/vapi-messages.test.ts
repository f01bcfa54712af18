import { beforeAll, describe, expect, it } from "vitest";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { dateInTenDays } from "../../support/worker/commands.ts";
import {
  ASSISTANT,
  askVapi,
  aVapiCall,
  aVapiLine,
  postVapi,
  resultsOf,
  type VapiLine,
} from "../../support/worker/vapi.ts";

beforeAll(async () => {
  await postVapi(await aVapiLine(await aTenant()), {});
});

function toolCalls(line: VapiLine, toolCallList: unknown[], more: object = {}) {
  return { type: "tool-calls", toolCallList, toolWithToolCallList: [], ...aVapiCall(line), ...more };
}

describe("tool calls of Vapi", () => {
  const args = { service: "Cut", date: dateInTenDays() };
  const name = "check_availability";

  it.each([
    {
      shape: "the API description's",
      call: { id: "t1", type: "function", function: { name, arguments: JSON.stringify(args) } },
    },
    { shape: "the events page's", call: { id: "t1", name, parameters: args } },
    { shape: "the tools page's", call: { id: "t1", name, arguments: args } },
    { shape: "an object within `function`", call: { id: "t1", function: { name, parameters: args } } },
    { shape: "JSON text beside the name", call: { id: "t1", name, arguments: JSON.stringify(args) } },
  ])("are understood in $shape shape", async ({ call }) => {
    const line = await aVapiLine(await aTenant());
    const [result] = await resultsOf(await postVapi(line, toolCalls(line, [call])));
    expect(result).toMatchObject({ name, toolCallId: "t1" });
    expect(JSON.parse(result?.result ?? "")).toMatchObject({ ok: true, data: { service: "Cut" } });
    expect(result?.result).not.toMatch(/[\r\n]/);
  });

  it("are also found in the wrapped list alone", async () => {
    const line = await aVapiLine(await aTenant());
    const wrapped = [{ type: "function", name, toolCall: { id: "t9", parameters: args } }];
    const message = toolCalls(line, [], { toolWithToolCallList: wrapped });
    const [result] = await resultsOf(await postVapi(line, message));
    expect(result).toMatchObject({ name, toolCallId: "t9", result: expect.stringContaining('"ok":true') });
  });

  it("are answered one by one in their order, bad ones beside good ones, always with status 200", async () => {
    const line = await aVapiLine(await aTenant());
    const results = await resultsOf(
      await postVapi(
        line,
        toolCalls(line, [
          { id: "a", name: "list_services", arguments: {} },
          { id: "b", name, arguments: "{not json" },
          { id: "c", name: "drop_tables", arguments: {} },
          { id: "d" },
          { id: "e", name, arguments: args },
        ]),
      ),
    );
    expect(results.map(({ toolCallId }) => toolCallId)).toEqual(["a", "b", "c", "d", "e"]);
    const codes = results.map(({ result }) => result && (JSON.parse(result) as { data: { code?: string } }).data.code);
    expect(codes).toEqual([undefined, "invalid_arguments", "unknown_function", undefined, undefined]);
    expect(results[3]?.error).toContain("names no function");
  });

  it("are bounded: those beyond ten are refused", async () => {
    const line = await aVapiLine(await aTenant());
    const many = Array.from({ length: 12 }, (_, i) => ({ id: `t${i}`, name: "list_services", arguments: {} }));
    const results = await resultsOf(await postVapi(line, toolCalls(line, many)));
    expect(results.filter(({ error }) => error?.startsWith("At most"))).toHaveLength(2);
  });

  it("abuse 44: book once, however often and concurrently the same call comes", async () => {
    const line = await aVapiLine(await aTenant());
    const wish = { service: "Cut", startsAt: `${dateInTenDays()}T10:00`, name: "Erika" };
    const answers = await Promise.all([1, 2, 3].map(() => askVapi(line, "book_appointment", wish)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const [again] = [await askVapi(line, "find_appointments", {})];
    expect(again?.data["appointments"]).toHaveLength(1);
  });
});

describe("a call that rings at Vapi", () => {
  const ringing = (line: VapiLine, more: object = {}) => ({ type: "assistant-request", ...aVapiCall(line), ...more });

  it("gets the branch's assistant, what it should know, and a label that comes back", async () => {
    const line = await aVapiLine(await aTenant());
    const response = await postVapi(line, ringing(line));
    expect(await response.json()).toEqual({
      assistantId: ASSISTANT,
      assistantOverrides: {
        variableValues: expect.objectContaining({
          business_name: "Salon",
          language: "en",
          services: "Cut, Colour",
          caller_has_appointment: "false",
        }),
        metadata: { tenant_id: line.tenant.tenantId, branch_id: line.tenant.branchId },
      },
    });
  });

  it("at another tenant's number hears an apology, and nothing of either", async () => {
    const [line, theirs] = [await aVapiLine(await aTenant()), await aVapiLine(await aTenant())];
    const response = await postVapi(line, ringing(line, { phoneNumber: { number: theirs.number } }));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ error: expect.stringContaining("can't help with that on this line") });
  });

  it("cannot be put through where no rule says to whom, and is told so in the call's language", async () => {
    const line = await aVapiLine(await aTenant({ language: "de" }));
    const response = await postVapi(line, { type: "transfer-destination-request", ...aVapiCall(line) });
    expect(await response.json()).toEqual({ error: expect.stringContaining("nicht verbinden") });
  });
});
