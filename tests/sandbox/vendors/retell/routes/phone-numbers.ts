import * as z from "zod";
import { badRequest, RetellError, readBody } from "../errors.ts";
import { pageOf, readPaging } from "../paging.ts";
import type { RetellApp } from "../retell.ts";
import type { NumberEntry, Workspace } from "../workspace.ts";

export const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, "must be E.164");

const agents = z
  .array(
    z.looseObject({
      agent_id: z.string(),
      weight: z.number().gt(0).max(1),
      agent_version: z.union([z.string(), z.int()]).optional(),
    }),
  )
  .refine((list) => Math.abs(list.reduce((sum, one) => sum + one.weight, 0) - 1) < 1e-6, "weights must sum to 1")
  .nullish();

const common = {
  inbound_agents: agents,
  outbound_agents: agents,
  inbound_webhook_url: z.url().nullish(),
  nickname: z.string().nullish(),
  allowed_inbound_country_list: z.array(z.string()).nullish(),
  allowed_outbound_country_list: z.array(z.string()).nullish(),
  transport: z.string().nullish(),
};

const purchase = z.object({
  ...common,
  area_code: z.int().min(200).max(999).optional(),
  phone_number: e164.optional(),
  country_code: z.enum(["US", "CA"]).default("US"),
  number_provider: z.enum(["twilio", "telnyx"]).default("twilio"),
  toll_free: z.boolean().optional(),
  fallback_number: z.string().nullish(),
});

const importing = z.object({
  ...common,
  phone_number: z.string().min(1),
  termination_uri: z.string().min(1),
  ignore_e164_validation: z.boolean().default(true),
  sip_trunk_auth_username: z.string().optional(),
  sip_trunk_auth_password: z.string().optional(),
});

const change = z.object({
  ...common,
  inbound_sms_agents: agents,
  outbound_sms_agents: agents,
  inbound_sms_webhook_url: z.url().nullish(),
  fallback_number: z.string().nullish(),
  termination_uri: z.string().optional(),
  auth_username: z.string().optional(),
  auth_password: z.string().optional(),
});

/** Numbers: bought from Retell, or brought along on a SIP trunk. */
export function addPhoneNumbers(app: RetellApp): void {
  app.post("/create-phone-number", async (c) => c.json(buy(c.var.workspace, await readBody(c, purchase)), 201));
  app.post("/import-phone-number", async (c) =>
    c.json(importNumber(c.var.workspace, await readBody(c, importing)), 201),
  );
  app.get("/get-phone-number/:number", (c) => c.json(c.var.workspace.number(c.req.param("number"))));
  app.patch("/update-phone-number/:number", async (c) => {
    const known = c.var.workspace.number(c.req.param("number"));
    return c.json(update(c.var.workspace, known, await readBody(c, change)));
  });
  app.get("/v2/list-phone-numbers", (c) => {
    const numbers = [...c.var.workspace.numbers.values()];
    return c.json(pageOf(numbers, readPaging(c.req.query()), (one) => one.phone_number));
  });
  app.delete("/delete-phone-number/:number", (c) => {
    c.var.workspace.numbers.delete(c.var.workspace.number(c.req.param("number")).phone_number);
    return c.body(null, 204);
  });
}

function buy(workspace: Workspace, wanted: z.infer<typeof purchase>): NumberEntry {
  const { country_code: _, number_provider, toll_free, transport: __, ...rest } = wanted;
  const area_code = wanted.area_code ?? (toll_free ? 800 : 415);
  const phone_number = wanted.phone_number ?? `+1${area_code}555${1_000 + workspace.numbers.size}`;
  const phone_number_type = `retell-${number_provider}` as const;
  return store(workspace, { ...rest, area_code, phone_number, phone_number_type });
}

function importNumber(workspace: Workspace, wanted: z.infer<typeof importing>): NumberEntry {
  const { termination_uri, transport, ignore_e164_validation, sip_trunk_auth_username, ...rest } = wanted;
  const { sip_trunk_auth_password: _, ...fields } = rest; // kept by Retell, never shown again
  if (!ignore_e164_validation && !e164.safeParse(wanted.phone_number).success) {
    throw badRequest("phone_number: must be E.164");
  }
  const trunk = { termination_uri, transport: transport ?? "TCP", auth_username: sip_trunk_auth_username ?? null };
  return store(workspace, { ...fields, phone_number_type: "custom", sip_outbound_trunk_config: trunk });
}

function store(workspace: Workspace, entry: NumberEntry): NumberEntry {
  if (workspace.numbers.has(entry.phone_number)) throw new RetellError(400, "This phone number exists already.");
  return save(workspace, { ...entry, phone_number_pretty: entry.phone_number });
}

function update(workspace: Workspace, known: NumberEntry, wanted: z.infer<typeof change>): NumberEntry {
  const { termination_uri, transport, auth_username, auth_password: _, ...fields } = wanted;
  if (known.phone_number_type !== "custom") return save(workspace, { ...known, ...fields });
  const trunk = { ...known.sip_outbound_trunk_config, ...given({ termination_uri, transport, auth_username }) };
  return save(workspace, { ...known, ...fields, sip_outbound_trunk_config: trunk });
}

function save(workspace: Workspace, entry: NumberEntry): NumberEntry {
  for (const agent of [...(entry.inbound_agents ?? []), ...(entry.outbound_agents ?? [])]) {
    workspace.agents.get(agent.agent_id, agent.agent_version ?? "latest");
  }
  const saved = { ...entry, last_modification_timestamp: workspace.now() };
  workspace.numbers.set(saved.phone_number, saved);
  return saved;
}

function given(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
