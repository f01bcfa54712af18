import { useTranslations } from "use-intl";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";

/** Leaves for Google's page. */
export function useConsent() {
  return useChange({
    run: (body: { accountId?: string }) => ask("POST /api/v1/calendar-accounts/google/consent", { body }),
    onDone: ({ url }) => window.location.assign(url),
  });
}

export function useKnownRefusals() {
  const t = useTranslations("integrations.refusals");
  return {
    not_configured: t("not_configured"),
    consent_unknown: t("consent_unknown"),
    scope_missing: t("scope_missing"),
    vendor_failed: t("vendor_failed"),
    calendar_connected: t("calendar_connected"),
    proposal_refused: t("proposal_refused"),
  };
}
