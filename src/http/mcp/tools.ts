import * as z from "zod";
import type { Permissions } from "../../domain/identity/permissions.ts";
import { bookingTools } from "./booking-tools.ts";
import { customerTools } from "./customer-tools.ts";
import { listServices } from "./list-services.ts";
import type { Tool } from "./tool.ts";

export const tools: readonly Tool[] = [listServices, ...bookingTools, ...customerTools];

/** What a key can use. A tool that its scopes do not cover would only waste an agent's tries. */
export function describeTools(permissions: Permissions) {
  return tools.filter(({ permission }) => permissions.has(permission)).map(describe);
}

function describe({ name, title, description, input, isReadOnly, isDestructive }: Tool) {
  const inputSchema = z.toJSONSchema(input, { io: "input", target: "draft-2020-12" });
  const hints = { readOnlyHint: isReadOnly, destructiveHint: isDestructive, openWorldHint: false };
  return { name, title, description, inputSchema, annotations: { title, ...hints } };
}
