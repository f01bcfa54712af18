import type { FunctionCallView } from "../../contracts/function-calls.ts";
import { type JobMessage, MAX_FUNCTION_RECORDS } from "../../contracts/queue-messages.ts";
import type { VoiceAnswer } from "../../contracts/voice.ts";
import type { Background } from "../../db/directory.ts";
import { type FunctionCallRow, insertFunctionCalls, listFunctionCalls } from "../../db/queries/function-calls.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { CallId, ConnectionId, TenantId } from "../../domain/ids.ts";
import { faultFacts, log } from "../../log.ts";
import { createGatherer } from "../gather.ts";
import { inParts } from "../in-parts.ts";
import { mapInSlices } from "../map-in-slices.ts";
import { newId } from "../new-id.ts";
import { tenantVault } from "../tenant-vault.ts";
import { callIdOf } from "./call-id.ts";
import type { VoiceContext } from "./voice-context.ts";

/** A model repeats itself at length; who wants all of it finds it in the transcript. */
const MAX_ARGUMENT_CHARS = 2_000;
const MAX_SAY_CHARS = 1_000;
const MAX_NAME_CHARS = 64;

type Words = { arguments: string; say: string };
export type Ran = {
  providerCallId: string;
  name: string;
  args: unknown;
  answer: VoiceAnswer;
  latencyMs: number;
  error: string | null;
};
type Job = Extract<JobMessage, { type: "keep_function_calls" }>;
type Row = Job["records"][number];
/** No more than is written down, as text: whatever waits for half a second is moved about by the garbage collector. */
type Waiting = Omit<Row, "id" | "callId" | "sealed"> & {
  env: Env;
  tenantId: TenantId;
  vault: Vault;
  connectionId: ConnectionId;
  providerCallId: string;
  words: string;
};

const MAX_WAITING = 5_000;
/** One of these takes a fifth of what `mapInSlices` reckons with, and a turn between takes more than several. */
const SLICE = 50;
/** A statement of D1 may bring 2 MB, a queue message 128 KB. Both count sealed words alone. */
const STATEMENT = { items: 1_000, chars: 1_000_000 };
const charsOf = ({ sealed }: Row) => sealed.length;
const MESSAGE = { items: MAX_FUNCTION_RECORDS, chars: 90_000 };

const gather = createGatherer<Waiting>(MAX_WAITING, async (all) => {
  for (const [tenantId, ran] of Map.groupBy(all, ({ tenantId }) => tenantId)) {
    await keepAll(tenantId, ran).catch((error) => log("warn", "voice_function_not_recorded", faultFacts(error)));
  }
});

/** Remembers behind the answer what the agent asked and was told. A record that is lost costs nobody anything. */
export function recordFunction(
  background: Background,
  connectionId: ConnectionId,
  { access, speech }: VoiceContext,
  { providerCallId, name, args, answer, latencyMs, error }: Ran,
): void {
  const { env, ref, vault } = access;
  const words: Words = {
    arguments: (JSON.stringify(args) ?? "").slice(0, MAX_ARGUMENT_CHARS),
    say: answer.say.slice(0, MAX_SAY_CHARS),
  };
  const { code } = answer.data;
  gather(background, {
    env,
    tenantId: ref.tenantId,
    vault,
    connectionId,
    providerCallId,
    branchId: ref.branchId,
    name: name.slice(0, MAX_NAME_CHARS),
    isOk: answer.ok,
    code: typeof code === "string" ? code : null,
    error,
    latencyMs,
    words: JSON.stringify(words),
    at: speech.now,
  });
}

async function keepAll(tenantId: TenantId, all: readonly Waiting[]): Promise<void> {
  const { env } = all[0]!; // a group has a first
  const db = tenantDb(env.DB, tenantId);
  for (const records of inParts(await mapInSlices(all, toRecord, SLICE), STATEMENT, charsOf)) {
    await insertFunctionCalls(db, records).catch((error) => keepLater(env, tenantId, records, error));
  }
}

/** Through the queue only while D1 is away: for each call, that took more than its answer. */
async function keepLater(env: Env, tenantId: TenantId, all: readonly Row[], error: unknown): Promise<void> {
  log("warn", "voice_functions_recorded_later", faultFacts(error));
  for (const records of inParts(all, MESSAGE, charsOf)) {
    await env.JOBS.send({ type: "keep_function_calls", tenantId, records } satisfies Job);
  }
}

async function toRecord(waiting: Waiting): Promise<Row> {
  const { env: _, tenantId: __, vault, connectionId, providerCallId, words, ...facts } = waiting;
  const id = newId("fnc");
  const [callId, sealed] = await Promise.all([
    callIdOf(connectionId, providerCallId),
    vault.seal({ purpose: "function_call", row: id }, words),
  ]);
  return { ...facts, id, callId, sealed };
}

/** Safe to repeat. */
export async function keepFunctions(env: Env, { tenantId, records }: Job): Promise<void> {
  await insertFunctionCalls(tenantDb(env.DB, tenantId), records);
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
