import type { VoiceSettingsBody, VoiceSettingsView } from "../../../contracts/voice-desk.ts";
import { hasBranch } from "../../../db/queries/connections.ts";
import { findVoiceSettings, storeVoiceSettings } from "../../../db/queries/voice-desk.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { BranchId, TenantId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { usualVoiceSettings, type VoiceSettings, type VoiceTexts } from "../../../domain/voice/voice-rules.ts";
import { type Clerk, dbOf, entryOf } from "../../clerk.ts";
import type { DeskRefusal } from "./refusal.ts";
import { renewVoice } from "./renew-voice.ts";

/** Null when this tenant has no such branch. */
export async function viewVoiceSettings(
  env: Env,
  tenantId: TenantId,
  branchId: BranchId,
): Promise<VoiceSettingsView | null> {
  const db = tenantDb(env.DB, tenantId);
  if (!(await hasBranch(db, branchId))) return null;
  const row = await findVoiceSettings(db, branchId);
  if (!row) return { ...usualVoiceSettings, branchId, updatedAt: null };
  const { version: _, updatedAt, ...settings } = row;
  const { greeting, aiDisclosure, recordingDisclosure, tone, languages, ...rest } = settings;
  const { emergencyWords, maxCallSeconds, silenceEndSeconds, routingMode, ringSeconds } = rest;
  const said = { greeting, aiDisclosure, recordingDisclosure, tone, languages, emergencyWords };
  const limits = { maxCallSeconds, silenceEndSeconds, routingMode, ringSeconds };
  return { branchId, ...said, ...limits, updatedAt: new Date(updatedAt).toISOString() };
}

/** Calls hear of the emergency words at once; of what the provider's agent says, with its next publishing. */
export async function changeVoiceSettings(
  clerk: Clerk,
  branchId: BranchId,
  given: VoiceSettingsBody,
): Promise<Result<BranchId, DeskRefusal>> {
  const db = dbOf(clerk);
  if (!(await hasBranch(db, branchId))) return err({ reason: "not_found", what: "branch" });
  const before = await findVoiceSettings(db, branchId);
  const { routingMode, ringSeconds } = before ?? usualVoiceSettings;
  const settings = { ...given, ...saidIn(given), ...routingOf(given, { routingMode, ringSeconds }) };
  const version = (before?.version ?? 0) + 1;
  const fields = Object.keys(settings).filter((name) => isChanged(name as keyof VoiceSettingsBody, settings, before));
  const audit = entryOf(clerk, "voice_settings.changed", branchId, { version, fields });
  await storeVoiceSettings(db, { branchId, ...settings, version, updatedAt: clerk.now }, audit);
  await renewVoice(clerk);
  return ok(branchId);
}

type Routing = Pick<VoiceSettings, "routingMode" | "ringSeconds">;

/** What is left out stays as it was: callers from before there was a choice know nothing of it. */
function routingOf(given: VoiceSettingsBody, before: Routing): Routing {
  return {
    routingMode: given.routingMode ?? before.routingMode,
    ringSeconds: given.ringSeconds ?? before.ringSeconds,
  };
}

/** A text that was emptied is none. */
function saidIn({ greeting, aiDisclosure, recordingDisclosure }: VoiceSettingsBody) {
  const said = (texts: VoiceSettingsBody["greeting"]): VoiceTexts =>
    Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ""));
  return {
    greeting: said(greeting),
    aiDisclosure: said(aiDisclosure),
    recordingDisclosure: said(recordingDisclosure),
  };
}

function isChanged(name: keyof VoiceSettingsBody, after: VoiceSettingsBody, before: VoiceSettingsBody | null): boolean {
  return JSON.stringify(after[name]) !== JSON.stringify((before ?? usualVoiceSettings)[name]);
}
