import { createRoute } from "@hono/zod-openapi";
import { embedding, embeddingView } from "../../../contracts/embedding.ts";
import { readEmbedOrigins, setEmbedOrigins } from "../../../use-cases/tenants/set-embedding.ts";
import { body, commonRefusals, createApi, json, security, tenantActor } from "../../api.ts";
import { requirePermission } from "../../middleware/require-permission.ts";

const base = { path: "/embedding", tags: ["Settings"], security };

const read = createRoute({
  ...base,
  method: "get",
  summary: "Which sites may show the booking page in a frame",
  middleware: requirePermission("settings:read"),
  responses: { 200: json(embeddingView, "Their origins. Empty: none may."), ...commonRefusals },
});

const change = createRoute({
  ...base,
  method: "put",
  summary: "Choose the sites that may show the booking page in a frame",
  description: "Replaces the list. All other sites are kept out by the page's Content-Security-Policy.",
  middleware: requirePermission("settings:write"),
  request: { body: body(embedding) },
  responses: { 200: json(embeddingView, "The list as it is now."), ...commonRefusals },
});

export const embeddingRoutes = createApi()
  .openapi(read, async (c) => c.json({ origins: await readEmbedOrigins(c.env, tenantActor(c).tenantId) }, 200))
  .openapi(change, async (c) => {
    const by = { actor: tenantActor(c), requestId: c.get("requestId"), now: Date.now() };
    return c.json({ origins: await setEmbedOrigins(c.env, c.req.valid("json").origins, by) }, 200);
  });
