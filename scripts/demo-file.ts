import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { type DemoCredentials, newVapiCredentials } from "./seed/credentials.ts";
import type { Demo } from "./seed/demo.ts";

/** What `.demo.json` tells people and programs about the running demo. */
export type DemoFile = {
  baseUrl: string;
  sandboxUrl: string;
  operatorApiKey: string;
  tenantId: string;
  tenantSlug: string;
  tenantApiKey: string;
  login: { email: string; password: string };
  staffLogin: { email: string; password: string };
  /** Where the demo's operator chooses a password and a second factor: good once, for a day. Gone when they have. */
  operatorSetupUrl?: string;
  branchId: string;
  serviceIds: string[];
  staffIds: string[];
  branches: Demo["ids"]["branches"];
  retell: Demo["retell"];
  vapi: Demo["vapi"];
};

type Urls = Pick<DemoFile, "baseUrl" | "sandboxUrl" | "operatorSetupUrl">;

/** Null when the demo was never set up, or its file is broken: then it is set up anew. */
export function readDemoFile(path: string): DemoFile | null {
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, "utf8")) as DemoFile; // only `writeDemoFile` makes it
  } catch {
    return null;
  }
}

export function writeDemoFile(path: string, demo: Demo, urls: Urls): DemoFile {
  const { branches, ...ids } = demo.ids;
  const { login, staffLogin, keys, retell, vapi } = demo;
  const file: DemoFile = { ...urls, ...keys, ...ids, login, staffLogin, branches, retell, vapi };
  writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
  return file;
}

/** The same credentials again, so that starting again keeps them. */
export function credentialsOf(file: DemoFile): DemoCredentials {
  // A file from before there was Vapi has no such part.
  const vapi = file.vapi as DemoFile["vapi"] | undefined;
  return {
    ...(vapi ? { vapiApiKey: vapi.apiKey, vapiHmacSecret: vapi.hmacSecret } : newVapiCredentials()),
    ownerPassword: file.login.password,
    tenantApiKey: file.tenantApiKey,
    operatorApiKey: file.operatorApiKey,
    retellApiKey: file.retell.apiKey,
  };
}
