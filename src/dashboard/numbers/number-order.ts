import type { Input } from "../api/client.ts";

export type NumberOrderBody = Input<"POST /api/v1/voice/numbers">["body"];
export const WAYS = ["vendor", "carrier", "own", "pool"] as const satisfies readonly NumberOrderBody["source"][];

/** What is typed and chosen; each way takes its part of it. */
export type NumberDraft = {
  source: NumberOrderBody["source"];
  connectionId: string;
  /** The account at the carrier. */
  senderId: string;
  country: string;
  areaCode: string;
  e164: string;
  trunk: string;
};

export function toNumberOrder(branchId: string, draft: NumberDraft): NumberOrderBody {
  const { source, connectionId, senderId, areaCode, e164, trunk } = draft;
  const place = { branchId, connectionId };
  if (source === "vendor") return { source, ...place, ...(areaCode === "" ? {} : { areaCode }) };
  const number = { ...place, e164, ...(trunk === "" ? {} : { trunk: { terminationUri: trunk } }) };
  return source === "carrier" ? { source, senderId, ...number } : { source, ...number };
}

/** What the carrier can be asked for as it is typed so far; null while a code is half typed. */
export function toNumberWish({ senderId, country, areaCode }: NumberDraft) {
  const isWhole = senderId !== "" && country.length === 2 && (areaCode === "" || areaCode.length === 3);
  return isWhole ? { senderId, country, ...(areaCode === "" ? {} : { areaCode }) } : null;
}
