import { useTranslations } from "use-intl";
import { ApiError } from "../api/api-error.ts";

const CODES = [
  "branch_closed",
  "slot_taken",
  "buffer",
  "no_capacity",
  "no_resource",
  "daily_cap",
  "weekly_cap",
  "too_soon",
  "too_far",
  "closed",
  "outside_hours",
  "staff_unavailable",
  "staff_not_offered",
  "off_grid",
  "unknown_service",
  "unknown_staff",
  "already_cancelled",
  "already_over",
  "not_confirmed",
  "not_yet",
  "checked_in",
  "not_pending",
  "request_lapsed",
] as const;

/** Why a time cannot be had, in the reader's language; the server's own words for a rule that is not known here. */
export function useRefusalText(): (error: unknown) => string {
  const reason = useReasonText();
  const t = useTranslations("failure");
  return (error) => {
    const failure = error instanceof ApiError ? error : null;
    const kind = failure?.kind ?? "server";
    const known = failure ? reason(failure.code, failure.detail) : null;
    return known ?? `${t(`${kind}.title`)}. ${t(`${kind}.advice`)}`;
  };
}

export function useReasonText(): (code: string, otherwise: string | null) => string | null {
  const t = useTranslations("booking.reasons");
  return (code, otherwise) => {
    const known = CODES.find((each) => each === code);
    return known ? t(known) : otherwise;
  };
}
