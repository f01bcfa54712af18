import { ANY_TOPIC, chooseTransfer } from "../../domain/voice/choose-transfer.ts";
import type { VoiceContext } from "./voice-context.ts";

/** E.164, and what the rule is about. */
export type TransferTarget = { destination: string; topic: string | null };

/** Whom to put this caller through to now, from memory. Null: nobody. */
export async function findTransferTarget(context: VoiceContext, topic: string | null): Promise<TransferTarget | null> {
  const { transfers } = await context.rules();
  const rule = chooseTransfer(transfers, { ...context.speech, topic });
  if (!rule) return null;
  const sealed = rule.sealedDestination;
  const destination = await context.access.vault.open({ purpose: "transfer.destination", row: rule.id }, sealed);
  return { destination, topic: rule.topic === ANY_TOPIC ? null : rule.topic };
}
