import { useTranslations } from "use-intl";

const CODES = [
  "own_account",
  "owners_only",
  "beyond_your_role",
  "last_owner",
  "email_taken",
  "already_invited",
  "too_many_attempts",
] as const;

/** What the server's refusals of team changes mean, in the language of the page. */
export function useTeamRefusals(): Record<string, string> {
  const t = useTranslations("team.refusals");
  return Object.fromEntries(CODES.map((code) => [code, t(code)]));
}
