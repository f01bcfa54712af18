import { useTranslations } from "use-intl";

/** Kinds and reasons in words. Vendors' own codes are shown as they are. */
export function useMessageWords() {
  const t = useTranslations("messages");
  return {
    kind: (kind: string) => (t.has(`kinds.${kind as "booked"}`) ? t(`kinds.${kind as "booked"}`) : kind),
    reason: (reason: string) =>
      t.has(`reasons.${reason as "opted_out"}`) ? t(`reasons.${reason as "opted_out"}`) : reason,
  };
}
