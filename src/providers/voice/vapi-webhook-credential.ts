import * as z from "zod";
import type { Result } from "../../domain/result.ts";
import type { GatedFailure } from "../gate.ts";
import { readAnswer } from "../read-answer.ts";
import type { Ask } from "./agents/port.ts";

const made = z.looseObject({ id: z.string().min(1).max(100) });
const MAX_NAME = 40;

/** Has Vapi keep the secret, and sign by it as `vapi-credential.ts` verifies: hex SHA-256 of `{timestamp}.{body}`. */
export function makeWebhookCredential(
  ask: Ask,
  { name, secret }: { name: string; secret: string },
): Promise<Result<{ id: string }, GatedFailure>> {
  const authenticationPlan = { type: "hmac", secretKey: secret, algorithm: "sha256" };
  const json = { provider: "webhook", name: name.slice(0, MAX_NAME), authenticationPlan };
  return readAnswer(made, ask({ method: "POST", path: "/credential", json }));
}
