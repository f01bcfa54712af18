import { randomInt } from "node:crypto";
import * as z from "zod";
import { readBody, VapiError } from "../errors.ts";
import type { VapiApp } from "../vapi.ts";
import { find, type Workspace } from "../workspace.ts";
import { server } from "./assistants.ts";
import { listed } from "./lists.ts";

const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, "must be a valid phone number in the E.164 format");
const bound = {
  name: z.string().max(40).optional(),
  assistantId: z.string().nullish(),
  squadId: z.string().nullish(),
  server: server.optional(),
};

const creation = z.discriminatedUnion("provider", [
  z.looseObject({ provider: z.literal("vapi"), numberDesiredAreaCode: z.string().length(3).optional(), ...bound }),
  z.looseObject({ provider: z.literal("twilio"), number: e164, twilioAccountSid: z.string(), ...bound }),
  z.looseObject({ provider: z.literal("telnyx"), number: e164, credentialId: z.string(), ...bound }),
  z.looseObject({ provider: z.literal("vonage"), number: e164, credentialId: z.string(), ...bound }),
  z.looseObject({
    provider: z.literal("byo-phone-number"),
    number: e164.optional(),
    credentialId: z.string(),
    ...bound,
  }),
]);
const change = z.looseObject(bound);

const credential = z.discriminatedUnion("provider", [
  z.looseObject({
    provider: z.literal("byo-sip-trunk"),
    gateways: z.array(z.looseObject({ ip: z.string() })).min(1),
  }),
  z.looseObject({
    provider: z.literal("webhook"),
    name: z.string().min(1).max(40).optional(),
    authenticationPlan: z.discriminatedUnion("type", [
      z.looseObject({ type: z.literal("hmac"), secretKey: z.string(), algorithm: z.literal("sha256") }),
      z.looseObject({ type: z.literal("bearer"), token: z.string() }),
    ]),
  }),
]);

export function addPhoneNumbers(app: VapiApp): void {
  // Trunks are looked at when a call is dialled; that there is one is enough here.
  app.post("/credential", async (c) => {
    const { workspace } = c.var;
    const { id, provider } = workspace.create(workspace.credentials, await readBody(c, credential));
    return c.json({ id, provider }, 201);
  });
  app.post("/phone-number", async (c) => c.json(add(c.var.workspace, await readBody(c, creation)), 201));
  app.get("/phone-number", (c) => c.json(listed(c, c.var.workspace.numbers.values())));
  app.get("/v2/phone-number", (c) => {
    const results = listed(c, c.var.workspace.numbers.values());
    const metadata = { itemsPerPage: 100, totalItems: results.length, currentPage: 1 };
    return c.json({ results, metadata });
  });
  app.get("/phone-number/:id", (c) => c.json(find(c.var.workspace.numbers, c.req.param("id"))));
  app.patch("/phone-number/:id", async (c) => {
    const { workspace } = c.var;
    return c.json(workspace.change(workspace.numbers, c.req.param("id"), await readBody(c, change)));
  });
  app.delete("/phone-number/:id", (c) => {
    const gone = find(c.var.workspace.numbers, c.req.param("id"));
    c.var.workspace.numbers.delete(gone.id);
    return c.json(gone);
  });
}

function add(workspace: Workspace, wanted: z.infer<typeof creation>) {
  if (wanted.provider === "vapi") {
    // 555-01xx are kept free for films.
    const number = `+1${wanted.numberDesiredAreaCode ?? "415"}55501${randomInt(10, 100)}`;
    return workspace.create(workspace.numbers, { ...wanted, number, status: "active" });
  }
  const taken = [...workspace.numbers.values()].some(({ number }) => number !== undefined && number === wanted.number);
  if (taken) throw new VapiError(400, `Existing Phone Number ${wanted.number}. Is Already In Use.`);
  return workspace.create(workspace.numbers, { ...wanted, status: "active" });
}
