import type { Result } from "../../../domain/result.ts";
import { type GatedFailure, throughGate, type VendorGate } from "../../gate.ts";
import { askJson } from "../../vendor-request.ts";

/**
 * Each resource has a version of its own. Without the header, or with one that is not known, Cal.com silently answers in
 * an older shape.
 */
export const CALCOM_VERSIONS = {
  bookings: "2024-08-13",
  slots: "2024-09-04",
  eventTypes: "2024-06-14",
  schedules: "2024-06-11",
} as const;

export type CalcomRequest = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Beginning with `/v2`. */
  path: string;
  /** Null: the resource has no versions. */
  version: keyof typeof CALCOM_VERSIONS | null;
  json?: unknown;
};

/** One request at Cal.com, behind the gate of its account. */
export type AskCalcom = (request: CalcomRequest) => Promise<Result<unknown, GatedFailure>>;

export type CalcomAccount = { baseUrl: string; apiKey: string; gate: VendorGate };

export function calcomAsker({ baseUrl, apiKey, gate }: CalcomAccount): AskCalcom {
  return ({ path, version, ...rest }) => {
    const versioned = version === null ? {} : { "cal-api-version": CALCOM_VERSIONS[version] };
    const headers = { authorization: `Bearer ${apiKey}`, ...versioned };
    return throughGate(gate, () => askJson({ ...rest, url: baseUrl + path, headers }));
  };
}
