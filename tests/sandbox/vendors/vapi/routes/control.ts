import * as z from "zod";
import { readBody, VapiError } from "../errors.ts";
import type { VapiApp } from "../vapi.ts";
import type { Workspace } from "../workspace.ts";

const told = z.looseObject({
  type: z.literal("add-message"),
  message: z.looseObject({ role: z.string(), content: z.string().min(1) }),
  triggerResponseEnabled: z.boolean().optional(),
});

/** Steers calls that are being played, at an address that needs no key. Vapi has a host of its own for it. */
export function addControl(app: VapiApp, workspaces: Map<string, Workspace>): void {
  app.post("/call/:callId/control", async (c) => {
    const { message } = await readBody(c, told);
    const [tell] = [...workspaces.values()].flatMap((one) => one.tells.get(c.req.param("callId")) ?? []);
    if (!tell) throw new VapiError(404, "The call is not going on.");
    tell(message.content);
    return c.json({ status: "success" });
  });
}
