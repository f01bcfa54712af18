import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { type ApiRequest, aKey, type ProblemBody, problemOf, request } from "../../support/worker/credentials.ts";
import { rawRows } from "../../support/worker/rows.ts";

export type Editing = {
  tenant: TestTenant;
  send: (method: string, path: string, body?: unknown, more?: ApiRequest) => Promise<Response>;
  /** A request that is granted, and what it answers. */
  ask: <T>(method: string, path: string, body?: unknown, more?: ApiRequest) => Promise<T>;
};

/** A tenant whose catalogue may be edited, through the Worker and with an API key. */
export async function anEditor(): Promise<Editing> {
  const tenant = await aTenant();
  const key = await aKey(tenant);
  const send: Editing["send"] = (method, path, body, more = {}) =>
    request(`/api/v1${path}`, { method, key, ...(body === undefined ? {} : { body }), ...more });
  const ask = async <T>(method: string, path: string, body?: unknown, more?: ApiRequest): Promise<T> => {
    const response = await send(method, path, body, more);
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  return { tenant, send, ask };
}

/** What a refusal says, with its fields as "field: rule". */
export async function refusalOf(response: Response): Promise<{ code: string; fields: string[] } & ProblemBody> {
  const problem = await problemOf(response);
  return { ...problem, fields: (problem.errors ?? []).map(({ field }) => field) };
}

export async function versionOf({ branchId }: TestTenant): Promise<number> {
  const query = env.DB.prepare("SELECT rulebook_version AS version FROM branches WHERE id = ?").bind(branchId);
  return (await query.first<{ version: number }>())?.version ?? 0;
}

/** The audit entries of the tenant's edits, oldest first. */
export async function editsOf(tenant: TestTenant) {
  const rows = await rawRows<{ actor: string; action: string; subject_id: string; facts: string }>(tenant, "audit_log");
  return rows.map(({ actor, action, subject_id: subjectId, facts }) => {
    const { branchId, version, fields } = JSON.parse(facts) as { branchId: string; version: number; fields: string[] };
    expect(branchId).toBe(tenant.branchId);
    return { actor, action, subjectId, version, fields };
  });
}

/** Books the cut with Anna over HTTP, ten days ahead unless told otherwise. */
export function bookCut({ tenant, send }: Editing, startsAt: number, more: object = {}): Promise<Response> {
  const { branchId, cut: serviceId, anna: staffId } = tenant;
  const customer = { name: "Erika", phone: "+4915112345678" };
  const body = { branchId, serviceId, staffId, startsAt: new Date(startsAt).toISOString(), customer, ...more };
  return send("POST", "/appointments", body);
}
