import type { Context } from "hono";
import * as z from "zod";
import { agentOf, registerPhoneCall, registerWebCall, requireOngoing } from "../call-builder.ts";
import { badRequest, RetellError, readBody } from "../errors.ts";
import type { RetellApp, RetellEnv } from "../retell.ts";
import { type CallEntry, newId, type Workspace } from "../workspace.ts";
import { CONCURRENCY_LIMIT } from "./account.ts";
import { e164 } from "./phone-numbers.ts";

const METADATA_LIMIT = 50_000;
const TOKEN_LIFE_MS = 600_000;
const STORAGE = ["everything", "everything_except_pii", "basic_attributes_only"] as const;

const variables = z.record(z.string(), z.string());
const version = z.union([z.string(), z.int()]);
const metadata = z
  .unknown()
  .refine((value) => (JSON.stringify(value)?.length ?? 0) <= METADATA_LIMIT, "must not exceed 50 kB");

const outbound = z.looseObject({
  from_number: e164,
  to_number: e164,
  override_agent_id: z.string().optional(),
  override_agent_version: version.optional(),
  metadata: metadata.optional(),
  retell_llm_dynamic_variables: variables.optional(),
  custom_sip_headers: variables.optional(),
});

const forAgent = z.looseObject({
  agent_id: z.string(),
  agent_version: version.optional(),
  metadata: metadata.optional(),
  retell_llm_dynamic_variables: variables.optional(),
});

const registration = forAgent.extend({
  direction: z.enum(["inbound", "outbound"]).default("inbound"),
  from_number: z.string().default(""),
  to_number: z.string().default(""),
});

const change = z.looseObject({ metadata: metadata.optional(), data_storage_setting: z.enum(STORAGE).optional() });

const liveChange = z.looseObject({
  call_control: z
    .looseObject({ additional_context: z.string().optional(), trigger_response: z.boolean().optional() })
    .optional(),
  fields_to_override: change.extend({ override_dynamic_variables: variables.nullish() }).optional(),
});

/** Creating, reading and steering calls. */
export function addCalls(app: RetellApp): void {
  app.post("/v2/create-phone-call", async (c) => c.json(dial(c.var.workspace, await readBody(c, outbound)), 201));
  app.post("/v2/register-phone-call", async (c) => {
    const wanted = await readBody(c, registration);
    const sides = { direction: wanted.direction, from: wanted.from_number, to: wanted.to_number };
    return c.json(registerPhoneCall(c.var.workspace, draftFrom(wanted), sides), 201);
  });
  app.post("/v3/create-web-call", async (c) => {
    const wanted = await readBody(c, forAgent);
    const access_token = newId("token");
    const { call_id } = registerWebCall(c.var.workspace, draftFrom(wanted), access_token);
    const expires_at = c.var.workspace.now() + TOKEN_LIFE_MS;
    return c.json({ call_id, access_token, expires_at, ice_servers: [], transport: "gateway" }, 201);
  });
  app.get("/v2/get-call/:id", (c) => c.json(entryOf(c).call));
  app.patch("/v2/update-call/:id", async (c) => {
    const entry = entryOf(c);
    applyChange(entry, await readBody(c, change));
    return c.json(entry.call);
  });
  app.delete("/v2/delete-call/:id", (c) => {
    c.var.workspace.calls.delete(entryOf(c).call.call_id);
    return c.body(null, 204);
  });
  addLiveControl(app);
}

function addLiveControl(app: RetellApp): void {
  app.post("/v2/stop-call/:id", (c) => {
    const entry = entryOf(c);
    requireOngoing(entry);
    entry.stop?.();
    return c.body(null, 204);
  });
  app.patch("/v2/update-live-call/:id", async (c) => {
    const entry = entryOf(c);
    requireOngoing(entry);
    const { fields_to_override: fields, call_control: control } = await readBody(c, liveChange);
    if (control?.additional_context) entry.tell?.(control.additional_context);
    if (fields) applyChange(entry, fields);
    if (fields?.override_dynamic_variables) {
      const known = entry.call.retell_llm_dynamic_variables;
      entry.call.retell_llm_dynamic_variables = { ...known, ...fields.override_dynamic_variables };
    }
    return c.json({ success: true });
  });
}

function dial(workspace: Workspace, wanted: z.infer<typeof outbound>) {
  const number = workspace.number(wanted.from_number);
  if (number.phone_number_type !== "custom" && !wanted.to_number.startsWith("+1")) {
    throw badRequest("to_number: numbers bought from Retell dial the US only; import a number for other countries");
  }
  if (workspace.ongoingCalls() >= CONCURRENCY_LIMIT) {
    throw new RetellError(429, "Account rate limited, please throttle your requests.");
  }
  const bound = wanted.override_agent_id ? undefined : agentOf(workspace, wanted.from_number, "outbound");
  const call = registerPhoneCall(
    workspace,
    {
      agentId: wanted.override_agent_id ?? bound?.agent_id ?? "",
      agentVersion: wanted.override_agent_version ?? bound?.agent_version,
      metadata: wanted.metadata,
      variables: wanted.retell_llm_dynamic_variables,
    },
    { direction: "outbound", from: wanted.from_number, to: wanted.to_number },
  );
  if (wanted.custom_sip_headers) call.custom_sip_headers = wanted.custom_sip_headers;
  return call;
}

function draftFrom(wanted: z.infer<typeof forAgent>) {
  return {
    agentId: wanted.agent_id,
    agentVersion: wanted.agent_version,
    metadata: wanted.metadata,
    variables: wanted.retell_llm_dynamic_variables,
  };
}

function applyChange({ call }: CallEntry, wanted: z.infer<typeof change>): void {
  const setting = wanted.data_storage_setting;
  if (setting) {
    const now = STORAGE.indexOf(call.data_storage_setting ?? "everything");
    if (STORAGE.indexOf(setting) < now) throw badRequest("data_storage_setting: cannot become less restrictive");
    call.data_storage_setting = setting;
  }
  if (wanted.metadata !== undefined) call.metadata = wanted.metadata;
}

function entryOf(c: Context<RetellEnv, "/v2/get-call/:id">): CallEntry {
  return c.var.workspace.call(c.req.param("id"));
}
