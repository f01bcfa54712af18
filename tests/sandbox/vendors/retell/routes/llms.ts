import * as z from "zod";
import { readBody } from "../errors.ts";
import { pageOf, readPaging } from "../paging.ts";
import type { RetellApp } from "../retell.ts";
import { newId } from "../workspace.ts";

const NAME = /^[a-zA-Z0-9_-]{1,64}$/;

const otherTool = z.looseObject({ type: z.string().min(1), name: z.string().regex(NAME) });
const customTool = otherTool.extend({
  type: z.literal("custom"),
  url: z.url(),
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).optional(),
  timeout_ms: z.int().min(1_000).max(600_000).optional(),
  max_retry: z.int().min(0).max(5).optional(),
  args_at_root: z.boolean().optional(),
});
/** A tool of the response engine. Only custom functions are looked at closely: they call the product. */
const tool = z.union([customTool, otherTool.refine((one) => one.type !== "custom", "a custom tool needs a url")]);

const llmFields = z.looseObject({
  start_speaker: z.enum(["user", "agent"]).optional(),
  general_prompt: z.string().nullish(),
  begin_message: z.string().nullish(),
  general_tools: z.array(tool).nullish(),
  model_temperature: z.number().min(0).max(1).optional(),
  default_dynamic_variables: z.record(z.string(), z.string()).nullish(),
  knowledge_base_ids: z.array(z.string()).nullish(),
});

const DEFAULTS = { model: "gpt-4.1", model_temperature: 0, start_speaker: "user" };

/** Response engines ("retell-llm"). */
export function addLlms(app: RetellApp): void {
  app.post("/create-retell-llm", async (c) => {
    const fields = await readBody(c, llmFields);
    return c.json(c.var.workspace.llms.create(newId("llm"), { ...DEFAULTS, ...fields }), 201);
  });
  app.get("/get-retell-llm/:id", (c) => c.json(c.var.workspace.llms.get(c.req.param("id"), c.req.query("version"))));
  app.patch("/update-retell-llm/:id", async (c) => {
    const fields = await readBody(c, llmFields);
    return c.json(c.var.workspace.llms.update(c.req.param("id"), c.req.query("version"), fields));
  });
  app.get("/v2/list-retell-llms", (c) =>
    c.json(pageOf(c.var.workspace.llms.latestOfAll(), readPaging(c.req.query()), (llm) => String(llm.llm_id))),
  );
  app.delete("/delete-retell-llm/:id", (c) => {
    c.var.workspace.llms.remove(c.req.param("id"));
    return c.body(null, 204);
  });
}
