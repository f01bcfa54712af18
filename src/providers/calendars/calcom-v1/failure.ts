import type { GatedFailure } from "../../gate.ts";
import { isTaken } from "../calcom/failures.ts";

/** What v1 said with a status and one sentence. */
export type V1Refusal = {
  status: 400 | 401 | 403 | 404 | 409 | 410 | 429 | 502 | 503;
  message: string;
  retryAfterSeconds?: number;
};

/** Of a vendor that was asked in somebody's place: its own words where the request was wrong, else ours. */
export function toV1Refusal(error: GatedFailure): V1Refusal {
  switch (error.reason) {
    case "refused":
      return refusedBy(error);
    case "throttled":
      return {
        status: 429,
        message: "Cal.com is asked too often.",
        retryAfterSeconds: seconds(error.retryAfterMs ?? 60_000),
      };
    case "over_budget":
    case "circuit_open":
    case "paused":
      return {
        status: 429,
        message: "Cal.com cannot be asked now.",
        retryAfterSeconds: seconds(error.retryAt - Date.now()),
      };
    case "timeout":
    case "unreachable":
    case "unreadable_answer":
    case "vendor_error":
      return { status: 502, message: "Cal.com does not answer at the moment." };
    default:
      return error satisfies never;
  }
}

function refusedBy(error: Extract<GatedFailure, { reason: "refused" }>): V1Refusal {
  if (isTaken(error)) return { status: 409, message: "no_available_users_found_error" };
  if (error.status === 404) return { status: 404, message: "Not found" };
  if (error.status === 401 || error.status === 403)
    return { status: 502, message: "Cal.com does not take the key of the connected account: connect it again." };
  return { status: 400, message: wordsOf(error.message) };
}

/** The envelope's own sentence, when it is whole. */
function wordsOf(text: string): string {
  return /"message":"((?:[^"\\]|\\.){1,300})"/.exec(text)?.[1] ?? "Cal.com has refused the request.";
}

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1_000));
}
