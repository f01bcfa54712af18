import { useTranslations } from "use-intl";

/** How many come, where it is more than one. */
export function PartySize({ count }: { count: number }) {
  const t = useTranslations("appointment");
  return count > 1 ? (
    <span className="shrink-0 text-2xs tabular-nums">
      <span aria-hidden>×{count}</span>
      <span className="sr-only">{`${count} ${t("partySize")}`}</span>
    </span>
  ) : null;
}
