import * as z from "zod";
import { readBody } from "../errors.ts";
import type { VapiApp } from "../vapi.ts";
import { find } from "../workspace.ts";
import { listed } from "./lists.ts";

export const server = z.looseObject({
  url: z.url().optional(),
  timeoutSeconds: z.number().min(1).max(300).optional(),
  backoffPlan: z.looseObject({ maxRetries: z.number().min(0).max(10).optional() }).optional(),
});

/** No field is required. */
const assistant = z.looseObject({
  name: z.string().max(40).optional(),
  firstMessage: z.string().optional(),
  model: z.looseObject({ provider: z.string(), model: z.string() }).optional(),
  server: server.optional(),
  serverMessages: z.array(z.string()).optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});

/** There is no clone: whoever wants one reads an assistant and posts it again without its ids. */
export function addAssistants(app: VapiApp): void {
  app.post("/assistant", async (c) => {
    const { workspace } = c.var;
    return c.json(workspace.create(workspace.assistants, await readBody(c, assistant)), 201);
  });
  app.get("/assistant", (c) => c.json(listed(c, c.var.workspace.assistants.values())));
  app.get("/assistant/:id", (c) => c.json(find(c.var.workspace.assistants, c.req.param("id"))));
  app.patch("/assistant/:id", async (c) => {
    const { workspace } = c.var;
    return c.json(workspace.change(workspace.assistants, c.req.param("id"), await readBody(c, assistant)));
  });
  app.delete("/assistant/:id", (c) => {
    const gone = find(c.var.workspace.assistants, c.req.param("id"));
    c.var.workspace.assistants.delete(gone.id);
    return c.json(gone);
  });
}
