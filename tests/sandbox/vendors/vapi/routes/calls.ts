import { randomUUID } from "node:crypto";
import * as z from "zod";
import { readBody, VapiError } from "../errors.ts";
import type { VapiApp } from "../vapi.ts";
import { find, type Workspace } from "../workspace.ts";
import { listed } from "./lists.ts";

const customer = z.looseObject({ number: z.string().optional(), name: z.string().max(40).optional() });

const creation = z.looseObject({
  name: z.string().max(40).optional(),
  assistantId: z.string().optional(),
  assistant: z.looseObject({}).optional(),
  squadId: z.string().optional(),
  assistantOverrides: z.looseObject({ variableValues: z.record(z.string(), z.unknown()).optional() }).optional(),
  phoneNumberId: z.string().optional(),
  customer: customer.optional(),
  customers: z.array(customer).min(1).optional(),
  schedulePlan: z.looseObject({ earliestAt: z.string(), latestAt: z.string().optional() }).optional(),
});
type Creation = z.infer<typeof creation>;

/** Creating, reading and ending calls. A call that is created here is queued, and rings nowhere. */
export function addCalls(app: VapiApp): void {
  app.post("/call", async (c) => {
    const wanted = await readBody(c, creation);
    const { customers, ...rest } = wanted;
    if (!customers) return c.json(dial(c.var.workspace, wanted), 201);
    return c.json(
      { results: customers.map((one) => dial(c.var.workspace, { ...rest, customer: one })), errors: [] },
      201,
    );
  });
  app.get("/call", (c) => {
    const { assistantId, phoneNumberId } = c.req.query();
    const calls = listed(c, c.var.workspace.calls.values());
    return c.json(
      calls.filter(
        (call) =>
          (assistantId === undefined || call["assistantId"] === assistantId) &&
          (phoneNumberId === undefined || call["phoneNumberId"] === phoneNumberId),
      ),
    );
  });
  app.get("/call/:id", (c) => c.json(find(c.var.workspace.calls, c.req.param("id"))));
  app.patch("/call/:id", async (c) => {
    const { workspace } = c.var;
    const { name } = await readBody(c, z.looseObject({ name: z.string().max(40).optional() }));
    return c.json(workspace.change(workspace.calls, c.req.param("id"), { name }));
  });
  app.delete("/call/:id", (c) => {
    const { workspace } = c.var;
    const gone = find(workspace.calls, c.req.param("id"));
    workspace.stops.get(gone.id)?.();
    workspace.calls.delete(gone.id);
    return c.json(gone);
  });
  for (const kind of ["mono-recording", "stereo-recording", "customer-recording", "assistant-recording"]) {
    app.get(`/call/:id/${kind}`, (c) => {
      const artifact = find(c.var.workspace.calls, c.req.param("id"))["artifact"] as
        | { presignedMonoUrl?: string }
        | undefined;
      if (!artifact?.presignedMonoUrl) throw new VapiError(404, "The call has no recording.");
      return c.redirect(artifact.presignedMonoUrl, 302);
    });
  }
}

function dial(workspace: Workspace, wanted: Creation) {
  if (!wanted.assistantId && !wanted.assistant && !wanted.squadId)
    throw new VapiError(400, "Need Either `assistant`, `assistantId`, `squad`, Or `squadId`.");
  if (wanted.assistantId) find(workspace.assistants, wanted.assistantId);
  if (wanted.phoneNumberId) find(workspace.numbers, wanted.phoneNumberId);
  if (wanted.phoneNumberId && !wanted.customer?.number) throw new VapiError(400, "Need `customer.number` To Call.");
  const type = wanted.phoneNumberId ? "outboundPhoneCall" : "webCall";
  const status = wanted.schedulePlan ? "scheduled" : "queued";
  const callUrl = `https://vapi.daily.co/${randomUUID().slice(0, 8)}`;
  const joined = type === "webCall" ? { transport: { provider: "daily", callUrl }, webCallUrl: callUrl } : {};
  return workspace.create(workspace.calls, { ...wanted, type, status, ...joined });
}
