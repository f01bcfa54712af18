import { useTranslations } from "use-intl";

const CODES = [
  "wrong_password",
  "wrong_code",
  "already_enrolled",
  "not_started",
  "second_factor_required",
  "passkey_not_accepted",
  "passkey_known",
  "too_many_passkeys",
  "too_many_attempts",
] as const;

/** What the server's refusals of one's own account mean, in the language of the page. */
export function useAccountRefusals(): Record<string, string> {
  const t = useTranslations("security.refusals");
  return Object.fromEntries(CODES.map((code) => [code, t(code)]));
}
