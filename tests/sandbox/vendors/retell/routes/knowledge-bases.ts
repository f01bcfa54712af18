import type { KnowledgeBaseResponse } from "retell-sdk/resources/knowledge-base";
import * as z from "zod";
import { badRequest, check, missing } from "../errors.ts";
import type { RetellApp } from "../retell.ts";
import { newId, type Workspace } from "../workspace.ts";

type Source = NonNullable<KnowledgeBaseResponse["knowledge_base_sources"]>[number];
type Form = Record<string, (string | File)[]>;

const texts = z.array(z.looseObject({ title: z.string().min(1), text: z.string() }));
const urls = z.array(z.url());

/** Knowledge bases come as multipart forms; lists inside them as JSON text. */
export function addKnowledgeBases(app: RetellApp): void {
  app.post("/create-knowledge-base", async (c) => {
    const form = (await c.req.parseBody({ all: true })) as Record<string, string | File | (string | File)[]>;
    const fields = Object.fromEntries(Object.entries(form).map(([key, value]) => [key, [value].flat()]));
    const name = check(z.string().min(1).max(40), fields.knowledge_base_name?.[0]);
    const created: KnowledgeBaseResponse = {
      knowledge_base_id: newId("knowledge_base"),
      knowledge_base_name: name,
      status: "complete",
      knowledge_base_sources: readSources(fields),
      enable_auto_refresh: fields.enable_auto_refresh?.[0] === "true",
      last_refreshed_timestamp: c.var.workspace.now(),
    };
    c.var.workspace.knowledgeBases.set(created.knowledge_base_id, created);
    return c.json(created, 201);
  });
  app.get("/list-knowledge-bases", (c) => c.json([...c.var.workspace.knowledgeBases.values()]));
  app.get("/get-knowledge-base/:id", (c) => c.json(find(c.var.workspace, c.req.param("id"))));
  app.delete("/delete-knowledge-base/:id", (c) => {
    const { knowledge_base_id } = find(c.var.workspace, c.req.param("id"));
    c.var.workspace.knowledgeBases.delete(knowledge_base_id);
    return c.body(null, 204);
  });
}

function find(workspace: Workspace, id: string): KnowledgeBaseResponse {
  const found = workspace.knowledgeBases.get(id);
  if (!found) throw missing(`knowledge base ${id}`);
  return found;
}

function readSources(form: Form): Source[] {
  const fromTexts = readList(form, "knowledge_base_texts", texts).map(({ title }): Source => {
    const source_id = newId("source");
    return { type: "text", source_id, title, content_url: `https://sandbox.invalid/${source_id}.txt` };
  });
  const fromUrls = readList(form, "knowledge_base_urls", urls).map(
    (url): Source => ({ type: "url", source_id: newId("source"), url }),
  );
  const fromFiles = (form.knowledge_base_files ?? [])
    .filter((one) => one instanceof File)
    .map((file): Source => {
      const source_id = newId("source");
      const file_url = `https://sandbox.invalid/${source_id}`;
      return { type: "document", source_id, filename: file.name, file_size: file.size, file_url };
    });
  return [...fromTexts, ...fromUrls, ...fromFiles];
}

function readList<Item>(form: Form, field: string, schema: z.ZodType<Item[]>): Item[] {
  const value = form[field]?.[0];
  if (value === undefined) return [];
  try {
    return check(schema, JSON.parse(String(value)));
  } catch (cause) {
    throw cause instanceof SyntaxError ? badRequest(`${field}: is not JSON`) : cause;
  }
}
