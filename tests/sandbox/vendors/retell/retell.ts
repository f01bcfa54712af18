import { Hono } from "hono";
import type { Bench, Vendor } from "../../vendor.ts";
import { RetellError, refusal } from "./errors.ts";
import { joinWebCall, openLine } from "./line.ts";
import { addAccount } from "./routes/account.ts";
import { addAgents } from "./routes/agents.ts";
import { addCallList } from "./routes/call-list.ts";
import { addCalls } from "./routes/calls.ts";
import { addKnowledgeBases } from "./routes/knowledge-bases.ts";
import { addLlms } from "./routes/llms.ts";
import { addPhoneNumbers } from "./routes/phone-numbers.ts";
import { addRecordings } from "./routes/recordings.ts";
import { addVoices } from "./routes/voices.ts";
import { Workspace } from "./workspace.ts";

export type RetellEnv = { Variables: { workspace: Workspace } };
export type RetellApp = Hono<RetellEnv>;

const KEY = /^Bearer (key_[A-Za-z0-9_-]{4,120})$/;

/** Plays api.retellai.com, and the calls it would carry. */
export function createRetell(bench: Bench): Vendor {
  const workspaces = new Map<string, Workspace>();
  const workspaceOf = (apiKey: string) => {
    const known = workspaces.get(apiKey) ?? new Workspace(bench.now);
    workspaces.set(apiKey, known);
    return known;
  };
  return {
    name: "retell",
    title: "Retell",
    app: createApp(bench, workspaceOf, workspaces),
    refuse: refusal,
    reset: () => workspaces.clear(),
    calls: {
      openLine: (order) => openLine(bench, order, workspaceOf),
      joinWebCall: (order, callId) => joinWebCall(bench, order, workspaceOf, callId),
    },
  };
}

function createApp(bench: Bench, workspaceOf: (key: string) => Workspace, all: Map<string, Workspace>): Hono {
  const app: RetellApp = new Hono<RetellEnv>();
  app.onError((error) => {
    if (error instanceof RetellError) return refusal(error.status, error.message);
    console.error(error);
    return refusal(500, "An unexpected server error occurred.");
  });
  addRecordings(app, all); // signed links: no key
  app.use(async (c, next) => {
    const key = await acceptedKey(bench, c.req.header("authorization"));
    if (!key) return refusal(401, "API key is missing or invalid.");
    c.set("workspace", workspaceOf(key));
    await next();
  });
  const groups = [addAgents, addLlms, addPhoneNumbers, addCalls, addCallList, addKnowledgeBases, addVoices, addAccount];
  for (const add of groups) add(app);
  return app as unknown as Hono; // the frame needs no knowledge of our variables
}

/** The demo business's key, or any key that looks like Retell's; `key_revoked...` plays one that was taken back. */
async function acceptedKey(bench: Bench, header: string | undefined): Promise<string | null> {
  const bearer = header?.match(/^Bearer (.+)$/)?.[1];
  const demo = await bench.demo().catch(() => null);
  if (bearer !== undefined && bearer === demo?.retell.apiKey) return bearer;
  const key = header?.match(KEY)?.[1];
  return key && !key.startsWith("key_revoked") ? key : null;
}
