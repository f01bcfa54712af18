import type { OpenAPIHono } from "@hono/zod-openapi";
import * as z from "zod";
import { webhookBody, webhookCatalogue, webhookEventTypes } from "../../contracts/webhook-events.ts";
import type { AppEnv } from "../app-env.ts";
import { exampleOf } from "./webhook-examples.ts";

const headers = z.object({
  "webhook-id": z.string().describe("The same however often a message is sent: drop what you have seen."),
  "webhook-timestamp": z.string().describe("Of this attempt, in seconds. Refuse what is older than five minutes."),
  "x-request-id": z.string().optional().describe("Of the request that it came of, where one did."),
  "webhook-signature": z.string().describe("`v1,` and base64; during a rotation two of them, separated by a space."),
});

/** The `webhooks` section: what Frontdesk sends to customers' systems, by event type. */
export function describeWebhooks(app: OpenAPIHono<AppEnv>): void {
  for (const type of webhookEventTypes) {
    const { version, data, when } = webhookCatalogue[type];
    app.openAPIRegistry.registerWebhook({
      method: "post",
      path: type,
      tags: ["Webhooks"],
      operationId: type.replaceAll(/[._](\w)/g, (_, letter: string) => letter.toUpperCase()),
      summary: when,
      description: "Signed as Standard Webhooks 1.0 has it. Sent at least once, and in no promised order.",
      security: [], // none of ours: the receiver checks the signature
      request: {
        headers,
        body: {
          required: true,
          content: { "application/json": { schema: webhookBody(type, version, data), example: exampleOf(type) } },
        },
      },
      responses: {
        "2XX": { description: "Received. Anything else, redirects included, is tried again later." },
        410: { description: "Gone: the endpoint is switched off." },
      },
    });
  }
}
