import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { MessageView } from "../../contracts/messaging.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { Badge } from "../ui/badge.tsx";
import { Detail, Details } from "../ui/details.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { MESSAGE_TONES } from "./message-tones.ts";
import { useMessageWords } from "./use-message-words.ts";

/** One message: its words, to whom, by whom, and what became of it. */
export function MessageSheet({ message, onClose }: { message: MessageView; onClose: () => void }) {
  const t = useTranslations("messages");
  const words = useMessageWords();
  const formats = useBranchFormats();
  const { status, reason, channel, address, vendor, segments, customerId, settledAt } = message;
  return (
    <Sheet open onClose={onClose} title={words.kind(message.kind)}>
      <Details>
        <Detail label={t("state")}>
          <Badge tone={MESSAGE_TONES[status]}>{t(`statuses.${status}`)}</Badge>
        </Detail>
        {reason ? <Detail label={t("why")}>{words.reason(reason)}</Detail> : null}
        <Detail label={message.direction === "inbound" ? t("from") : t("to")}>{address || "–"}</Detail>
        <Detail label={t("channel")}>
          {t(`channels.${channel}`)}
          {vendor ? ` · ${t(`vendors.${vendor}`)}` : ""}
        </Detail>
        <Detail label={t("when")}>{formats.dateTime(message.createdAt)}</Detail>
        {settledAt ? <Detail label={t("settled")}>{formats.dateTime(settledAt)}</Detail> : null}
        {segments ? <Detail label={t("segments")}>{segments}</Detail> : null}
        <Cost message={message} />
        {customerId ? (
          <Detail label={t("customer")}>
            <Link
              to="/app/customers/$customerId"
              params={{ customerId }}
              className="font-medium text-accent hover:underline"
            >
              {t("openCustomer")}
            </Link>
          </Detail>
        ) : null}
      </Details>
      <h3 className="mt-5 mb-1.5 text-sm font-semibold">{message.subject ?? t("words")}</h3>
      <p className="rounded-md bg-sunken p-3 text-sm whitespace-pre-wrap wrap-anywhere">
        {message.text ?? t("wordsGone")}
      </p>
    </Sheet>
  );
}

function Cost({ message: { costMicros, currency } }: { message: MessageView }) {
  const t = useTranslations("messages");
  if (costMicros === null || currency === null) return null;
  return (
    <Detail label={t("cost")}>
      {(costMicros / 1_000_000).toFixed(4)} {currency}
    </Detail>
  );
}
