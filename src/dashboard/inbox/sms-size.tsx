import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { useTranslations } from "use-intl";
import { ask } from "../api/client.ts";

/** Longer ones the preview does not take. */
const MOST = 600;

/** In how many pieces an SMS goes, each of which is paid for. The server counts, and it follows the typing. */
export function SmsSize({ text }: { text: string }) {
  const t = useTranslations("messages.wordings");
  const counted = useDeferredValue(text.trim());
  const body = { kind: "booked", channel: "text", language: "de", subject: null, text: counted } as const;
  const preview = useQuery({
    queryKey: ["messages", "preview", body],
    queryFn: ({ signal }) => ask("POST /api/v1/message-templates/preview", { body, signal }),
    enabled: counted !== "" && counted.length <= MOST,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const size = preview.error || counted === "" ? null : preview.data?.size;
  if (!size || counted.length > MOST) return null;
  return (
    <p className="text-xs text-ink-faint tabular-nums">
      {t("size", { segments: size.segments, units: size.units })}
      {size.encoding === "ucs2" ? ` ${t("ucs2")}` : ""}
    </p>
  );
}
