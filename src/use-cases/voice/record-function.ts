import type { FunctionCallView } from "../../contracts/function-calls.ts";
import type { JobMessage } from "../../contracts/queue-messages.ts";
import type { VoiceAnswer } from "../../contracts/voice.ts";
import type { Background } from "../../db/directory.ts";
import { type FunctionCallRow, insertFunctionCall, listFunctionCalls } from "../../db/queries/function-calls.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { CallId, TenantId } from "../../domain/ids.ts";
import { faultFacts, log } from "../../log.ts";
import { newId } from "../new-id.ts";
import { tenantVault } from "../tenant-vault.ts";
import type { VoiceContext } from "./voice-context.ts";

/** A model repeats itself at length; who wants all of it finds it in the transcript. */
const MAX_ARGUMENT_CHARS = 2_000;
const MAX_SAY_CHARS = 1_000;
const MAX_NAME_CHARS = 64;

type Words = { arguments: string; say: string };
export type Ran = { name: string; args: unknown; answer: VoiceAnswer; latencyMs: number; error: string | null };
type Job = Extract<JobMessage, { type: "keep_function_calls" }>;
type Waiting = { tenantId: TenantId; record: Job["records"][number] };

/** So long records are gathered, and so many go in one message. */
const GATHER_MS = 500;
const MAX_RECORDS = 50;
const MAX_WAITING = 2_000;
let waiting: Waiting[] = [];

/** Remembers behind the answer what the agent asked and was told. A record that is lost costs nobody anything. */
export function recordFunction(background: Background, context: VoiceContext, ran: Ran): void {
  background.waitUntil(
    gather(context, ran).catch((error) => log("warn", "voice_function_not_recorded", faultFacts(error))),
  );
}

async function gather(context: VoiceContext, ran: Ran): Promise<void> {
  const record = await toRecord(context, ran);
  const isFirst = waiting.length === 0; // no `await` from here to the push: who is first sends for all
  if (waiting.length >= MAX_WAITING) return;
  waiting.push({ tenantId: context.access.ref.tenantId, record });
  if (!isFirst) return;
  await scheduler.wait(GATHER_MS);
  const gathered = Map.groupBy(waiting, ({ tenantId }) => tenantId);
  waiting = [];
  for (const [tenantId, all] of gathered) await send(context.access.env, tenantId, all);
}

async function send(env: Env, tenantId: TenantId, all: readonly Waiting[]): Promise<void> {
  for (let from = 0; from < all.length; from += MAX_RECORDS) {
    const records = all.slice(from, from + MAX_RECORDS).map(({ record }) => record);
    await env.JOBS.send({ type: "keep_function_calls", tenantId, records } satisfies Job);
  }
}

async function toRecord(
  context: VoiceContext,
  { name, args, answer, latencyMs, error }: Ran,
): Promise<Waiting["record"]> {
  const { ref, vault } = context.access;
  const id = newId("fnc");
  const words: Words = {
    arguments: (JSON.stringify(args) ?? "").slice(0, MAX_ARGUMENT_CHARS),
    say: answer.say.slice(0, MAX_SAY_CHARS),
  };
  const { code } = answer.data;
  return {
    id,
    callId: await context.callId(),
    branchId: ref.branchId,
    name: name.slice(0, MAX_NAME_CHARS),
    isOk: answer.ok,
    code: typeof code === "string" ? code : null,
    error,
    latencyMs,
    sealed: await vault.seal({ purpose: "function_call", row: id }, JSON.stringify(words)),
    at: context.speech.now,
  };
}

/** Safe to repeat. */
export async function keepFunctions(env: Env, { tenantId, records }: Job): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const [first, ...others] = records.map((record) => insertFunctionCall(db, record));
  if (first) await db.orm.batch([first, ...others]);
}

/** In the order in which they were called. */
export async function listFunctionViews(
  env: Env,
  tenantId: TenantId,
  callId: CallId,
  page: Page,
): Promise<Paged<FunctionCallView>> {
  const db = tenantDb(env.DB, tenantId);
  const [{ items, nextCursor }, vault] = await Promise.all([listFunctionCalls(db, callId, page), tenantVault(env, db)]);
  return { items: await Promise.all(items.map((row) => toView(vault, row))), nextCursor };
}

async function toView(vault: Vault, row: FunctionCallRow): Promise<FunctionCallView> {
  const { id, name, isOk: ok, code, error, latencyMs, sealed } = row;
  const words = JSON.parse(await vault.open({ purpose: "function_call", row: id }, sealed)) as Words; // sealed above
  return { id, name, ok, code, error, latencyMs, ...words, at: new Date(row.at).toISOString() };
}
