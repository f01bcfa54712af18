import { Hono } from "hono";
import type { Bench, Vendor } from "../../vendor.ts";
import { refusal, VapiError } from "./errors.ts";
import { joinWebCall, openLine } from "./line.ts";
import { addAssistants } from "./routes/assistants.ts";
import { addCalls } from "./routes/calls.ts";
import { addControl } from "./routes/control.ts";
import { addPhoneNumbers } from "./routes/phone-numbers.ts";
import { addRecordings } from "./routes/recordings.ts";
import { Workspace } from "./workspace.ts";

export type VapiEnv = { Variables: { workspace: Workspace } };
export type VapiApp = Hono<VapiEnv>;

/** Private keys are UUIDs; `revoked-...` plays one that was taken back. */
const KEY = /^Bearer ([A-Za-z0-9_-]{16,120})$/;

/** Plays api.vapi.ai, and the calls it would carry. */
export function createVapi(bench: Bench): Vendor {
  const workspaces = new Map<string, Workspace>();
  const workspaceOf = (apiKey: string) => {
    const known = workspaces.get(apiKey) ?? new Workspace(bench.now);
    workspaces.set(apiKey, known);
    return known;
  };
  return {
    name: "vapi",
    title: "Vapi",
    app: createApp(workspaceOf, workspaces),
    refuse: refusal,
    reset: () => workspaces.clear(),
    calls: {
      openLine: (order) => openLine(bench, order, workspaceOf),
      joinWebCall: (order, callId) => joinWebCall(bench, order, workspaceOf, callId),
    },
  };
}

function createApp(workspaceOf: (key: string) => Workspace, all: Map<string, Workspace>): Hono {
  const app: VapiApp = new Hono<VapiEnv>();
  app.onError((error) => {
    if (error instanceof VapiError) return refusal(error.status, ...error.details);
    console.error(error);
    return refusal(500, "Internal server error");
  });
  addRecordings(app, all); // presigned links: no key
  addControl(app, all);
  app.use(async (c, next) => {
    const key = KEY.exec(c.req.header("authorization") ?? "")?.[1];
    if (!key || key.startsWith("revoked-"))
      return refusal(401, "Invalid Key. Hot tip, you may be using the public key.");
    c.set("workspace", workspaceOf(key));
    await next();
  });
  for (const add of [addAssistants, addPhoneNumbers, addCalls]) add(app);
  return app as unknown as Hono; // the frame needs no knowledge of our variables
}
