import type { OpenAPIHono } from "@hono/zod-openapi";
import type { AppEnv } from "../app-env.ts";
import { completeDocument } from "./complete-document.ts";
import { describeWebhooks } from "./describe-webhooks.ts";
import type { ApiDocument } from "./document.ts";

const INTRODUCTION = `
Everything that the dashboard does, software can do as well: branches, availability, appointments and calls.

- **Credentials**: send an API key as \`Authorization: Bearer fd_live_...\` or \`X-API-Key\`. The dashboard uses its
  session cookie. A key belongs to one tenant; what belongs to another is a 404.
- **Refusals** are RFC 9457 problems (\`application/problem+json\`). Their \`code\` is stable, \`requestId\` is in our logs.
- **Times** are RFC 3339 with an offset; answers carry the branch's, and its IANA zone beside them.
- **Repeating**: with an \`Idempotency-Key\` a request can be sent again without being carried out twice.
- **Lists** come in pages: pass \`nextCursor\` as \`cursor\` until it is null.
`.trim();

/** Serves the API's description, generated from the schemas that check its requests. */
export function describeApi(app: OpenAPIHono<AppEnv>): void {
  const scheme = (name: string, definition: Parameters<typeof app.openAPIRegistry.registerComponent>[2]) =>
    app.openAPIRegistry.registerComponent("securitySchemes", name, definition);
  const key = "An API key of the tenant.";
  scheme("session", { type: "apiKey", in: "cookie", name: "__Host-session", description: "Who is signed in." });
  scheme("apiKey", { type: "apiKey", in: "header", name: "X-API-Key", description: key });
  scheme("bearer", { type: "http", scheme: "bearer", description: key });

  describeWebhooks(app);

  let text = ""; // the same for everybody, and takes longer to make than most answers
  app.get("/openapi.json", (c) => {
    text ||= JSON.stringify(documentOf(app));
    return c.body(text, 200, { "content-type": "application/json", "cache-control": "public, max-age=300" });
  });
}

function documentOf(app: OpenAPIHono<AppEnv>): ApiDocument {
  const license = { name: "MIT", identifier: "MIT" };
  const info = { title: "Frontdesk API", version: "1.0.0", summary: "Reception and booking.", license };
  const generated = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { ...info, description: INTRODUCTION },
    servers: [{ url: "/", description: "This deployment" }],
  });
  return completeDocument(generated as unknown as ApiDocument); // the library types what it cannot know more widely
}
