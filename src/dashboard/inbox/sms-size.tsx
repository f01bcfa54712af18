import { useTranslations } from "use-intl";
import { smsSize } from "../../domain/messaging/sms-segments.ts";

/** In how many pieces an SMS goes, each of which is paid for. It follows the typing. */
export function SmsSize({ text }: { text: string }) {
  const t = useTranslations("messages.wordings");
  if (text.trim() === "") return null;
  const { segments, units, encoding } = smsSize(text);
  return (
    <p className="text-xs text-ink-faint tabular-nums">
      {t("size", { segments, units })}
      {encoding === "ucs2" ? ` ${t("ucs2")}` : ""}
    </p>
  );
}
