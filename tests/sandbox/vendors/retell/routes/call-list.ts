import type { CallResponse } from "retell-sdk/resources/call";
import * as z from "zod";
import { badRequest, RetellError, readBody } from "../errors.ts";
import { pageOf, paging } from "../paging.ts";
import type { RetellApp } from "../retell.ts";
import type { CallEntry } from "../workspace.ts";

const keyed = { key: z.string().optional() };
const filter = z.discriminatedUnion("type", [
  z.object({ type: z.literal("string"), op: z.enum(["eq", "ne", "sw", "ew", "co"]), value: z.string(), ...keyed }),
  z.object({
    type: z.literal("number"),
    op: z.enum(["eq", "ne", "gt", "ge", "lt", "le"]),
    value: z.number(),
    ...keyed,
  }),
  z.object({ type: z.literal("boolean"), op: z.literal("eq"), value: z.boolean(), ...keyed }),
  z.object({ type: z.literal("range"), op: z.literal("bt"), value: z.tuple([z.number(), z.number()]), ...keyed }),
  z.object({ type: z.literal("enum"), op: z.literal("in"), value: z.array(z.string()), ...keyed }),
  z.object({ type: z.literal("present"), op: z.enum(["pr", "np"]), ...keyed }),
]);
type Filter = z.infer<typeof filter>;

const agents = z.array(z.object({ agent_id: z.string(), version: z.array(z.int()).optional() }));
const listRequest = z.strictObject({
  ...paging.shape,
  filter_criteria: z.record(z.string(), z.unknown()).default({}),
  skip: z.int().min(0).default(0),
  include_total: z.boolean().default(false),
});

type Reader = (call: CallResponse) => unknown;
const fields: Record<string, Reader> = {
  call_id: (call) => call.call_id,
  call_status: (call) => call.call_status,
  call_type: (call) => call.call_type,
  direction: (call) => ("direction" in call ? call.direction : undefined),
  from_number: (call) => ("from_number" in call ? call.from_number : undefined),
  to_number: (call) => ("to_number" in call ? call.to_number : undefined),
  start_timestamp: (call) => call.start_timestamp,
  end_timestamp: (call) => call.end_timestamp,
  duration_ms: (call) => call.duration_ms,
  disconnection_reason: (call) => call.disconnection_reason,
  data_storage_setting: (call) => call.data_storage_setting,
  combined_cost: (call) => call.call_cost?.combined_cost,
  call_successful: (call) => call.call_analysis?.call_successful,
  user_sentiment: (call) => call.call_analysis?.user_sentiment,
  in_voicemail: (call) => call.call_analysis?.in_voicemail,
};
const keyedFields: Record<string, Reader> = {
  metadata: (call) => call.metadata,
  dynamic_variables: (call) => call.retell_llm_dynamic_variables,
  custom_analysis_data: (call) => call.call_analysis?.custom_analysis_data,
};

/** `POST /v3/list-calls`: filters joined by AND; items come without transcripts. */
export function addCallList(app: RetellApp): void {
  app.post("/v3/list-calls", async (c) => {
    const wanted = await readBody(c, listRequest);
    const tests = Object.entries(wanted.filter_criteria).map(([name, criterion]) => testOf(name, criterion));
    const found = [...c.var.workspace.calls.values()]
      .toSorted((a, b) => startOf(a) - startOf(b))
      .map((entry) => entry.call)
      .filter((call) => tests.every((test) => test(call)));
    const page = pageOf(skipping(found, wanted.skip, wanted.sort_order), wanted, (call) => call.call_id);
    return c.json({
      ...page,
      items: page.items.map(withoutTranscript),
      ...(wanted.include_total ? { total: found.length } : {}),
    });
  });
}

/** `found` is oldest first; what comes first for the caller depends on the order asked for. */
function skipping(found: CallResponse[], skip: number, order: "ascending" | "descending"): CallResponse[] {
  return order === "ascending" ? found.slice(skip) : found.slice(0, Math.max(0, found.length - skip));
}

function startOf({ call, createdAt }: CallEntry): number {
  return call.start_timestamp ?? createdAt;
}

function withoutTranscript(call: CallResponse): Partial<CallResponse> {
  const { transcript: _, transcript_object: __, transcript_with_tool_calls: ___, ...item } = call;
  return item;
}

type Test = (call: CallResponse) => boolean;

function testOf(name: string, criterion: unknown): Test {
  if (name === "agent") {
    const wanted = parse(agents, criterion, name);
    return (call) => wanted.some((one) => one.agent_id === call.agent_id && hasVersion(one.version, call));
  }
  const reader = fields[name];
  if (reader) {
    const wanted = parse(filter, criterion, name);
    return (call) => matches(wanted, reader(call));
  }
  const keyedReader = keyedFields[name];
  if (!keyedReader) throw new RetellError(501, `The sandbox does not play the filter ${name} of list-calls.`);
  const wanted = parse(z.array(filter), criterion, name);
  return (call) => wanted.every((one) => matches(one, valueAt(keyedReader(call), one.key)));
}

function hasVersion(versions: number[] | undefined, call: CallResponse): boolean {
  return versions === undefined || versions.includes(call.agent_version);
}

function parse<Out>(schema: z.ZodType<Out>, value: unknown, name: string): Out {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw badRequest(`filter_criteria.${name}: ${parsed.error.issues[0]?.message}`);
  return parsed.data;
}

function valueAt(holder: unknown, key: string | undefined): unknown {
  return holder && typeof holder === "object" && key ? (holder as Record<string, unknown>)[key] : undefined;
}

function matches(wanted: Filter, actual: unknown): boolean {
  switch (wanted.type) {
    case "string":
      return matchesText(wanted.op, String(actual ?? ""), wanted.value);
    case "number":
      return typeof actual === "number" && compares(wanted.op, actual, wanted.value);
    case "boolean":
      return actual === wanted.value;
    case "range":
      return typeof actual === "number" && actual >= wanted.value[0] && actual <= wanted.value[1];
    case "enum":
      return wanted.value.includes(String(actual));
    case "present":
      return (actual !== undefined && actual !== null) === (wanted.op === "pr");
  }
}

/** String filter: equal, not equal, starts with, ends with, contains. */
export function matchesText(op: "eq" | "ne" | "sw" | "ew" | "co", actual: string, wanted: string): boolean {
  switch (op) {
    case "eq":
      return actual === wanted;
    case "ne":
      return actual !== wanted;
    case "sw":
      return actual.startsWith(wanted);
    case "ew":
      return actual.endsWith(wanted);
    case "co":
      return actual.includes(wanted);
  }
}

function compares(op: "eq" | "ne" | "gt" | "ge" | "lt" | "le", actual: number, wanted: number): boolean {
  const outcomes = { eq: actual === wanted, ne: actual !== wanted, gt: actual > wanted, lt: actual < wanted };
  if (op === "ge") return actual >= wanted;
  return op === "le" ? actual <= wanted : outcomes[op];
}
