import type { SealedPlace } from "../../db/vault.ts";
import type { FeedbackId } from "../../domain/ids.ts";

export function wordsPlace(row: FeedbackId): SealedPlace {
  return { purpose: "feedback.words", row };
}
