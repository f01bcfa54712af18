import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { MessageView } from "../../contracts/messaging.ts";
import { messagesQuery } from "../api/messages.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { MessageSheet } from "../messages/message-sheet.tsx";
import { MESSAGE_TONES } from "../messages/message-tones.ts";
import { useMessageWords } from "../messages/use-message-words.ts";
import { Badge } from "../ui/badge.tsx";
import { Loaded } from "../ui/loaded.tsx";

/** What the customer was told of this appointment, and what they answered. */
export function AppointmentMessages({ appointmentId }: { appointmentId: string }) {
  return (
    <PageTexts of={["messages"]}>
      <Content appointmentId={appointmentId} />
    </PageTexts>
  );
}

function Content({ appointmentId }: { appointmentId: string }) {
  const t = useTranslations("messages");
  const words = useMessageWords();
  const formats = useBranchFormats();
  const [shown, setShown] = useState<MessageView | null>(null);
  const query = useQuery(messagesQuery({ appointmentId, limit: 20 }));
  return (
    <section className="mt-6">
      <h3 className="mb-2 text-sm font-semibold">{t("title")}</h3>
      <Loaded query={query} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-sm text-ink-soft">{t("nothing")}</p>
          ) : (
            <ul className="divide-y divide-line rounded-md border border-line">
              {items.map((message) => (
                <li key={message.id} className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 py-2 text-sm">
                  <button
                    type="button"
                    className="min-h-6 flex-1 text-left font-medium underline-offset-3 hover:underline"
                    onClick={() => setShown(message)}
                  >
                    {words.kind(message.kind)} · {t(`channels.${message.channel}`)}
                    <span className="block text-xs font-normal text-ink-soft tabular-nums">
                      {formats.dateTime(message.createdAt)}
                      {message.reason ? ` · ${words.reason(message.reason)}` : ""}
                    </span>
                  </button>
                  <Badge tone={MESSAGE_TONES[message.status]}>{t(`statuses.${message.status}`)}</Badge>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {shown ? <MessageSheet message={shown} onClose={() => setShown(null)} /> : null}
    </section>
  );
}
