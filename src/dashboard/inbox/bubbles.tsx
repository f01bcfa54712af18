import { Link } from "@tanstack/react-router";
import { Phone } from "lucide-react";
import { useTranslations } from "use-intl";
import type { CallSummaryView } from "../../contracts/calls.ts";
import type { MessageView } from "../../contracts/messaging.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { onlyBranch } from "../live/live-search.ts";
import { MESSAGE_TONES } from "../messages/message-tones.ts";
import { useMessageWords } from "../messages/use-message-words.ts";
import { Badge } from "../ui/badge.tsx";
import { classNames } from "../ui/class-names.ts";

type Props = { message: MessageView; onShow: (message: MessageView) => void };

/** Theirs on the left, ours on the right, with what became of it. */
export function MessageBubble({ message, onShow }: Props) {
  const t = useTranslations("inbox");
  const log = useTranslations("messages");
  const words = useMessageWords();
  const formats = useBranchFormats();
  const { direction, kind, text, subject, channel, createdAt, status, reason } = message;
  const isOurs = direction === "outbound";
  const isPlain = kind === "note" || kind === "text";
  return (
    <li className={classNames("flex max-w-[85%] flex-col gap-1", isOurs ? "items-end self-end" : "self-start")}>
      <span className="sr-only">{isOurs ? t("weWrote") : t("theyWrote")}</span>
      <div
        className={classNames(
          "rounded-lg border px-3 py-2 text-sm",
          isOurs ? "border-transparent bg-accent-soft text-ink" : "border-line bg-surface text-ink",
        )}
      >
        {subject ? <p className="mb-1 font-semibold wrap-anywhere">{subject}</p> : null}
        <p className="wrap-anywhere whitespace-pre-wrap">{text ?? t("wordsGone")}</p>
      </div>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-soft">
        <button
          type="button"
          onClick={() => onShow(message)}
          className="min-h-6 text-left tabular-nums underline-offset-3 hover:underline"
        >
          {log(`channels.${channel}`)}
          {isPlain ? "" : ` · ${words.kind(kind)}`} · {formats.dateTime(createdAt)}
        </button>
        {isOurs ? <Badge tone={MESSAGE_TONES[status]}>{log(`statuses.${status}`)}</Badge> : null}
        {reason ? <span>{words.reason(reason)}</span> : null}
      </p>
    </li>
  );
}

/** What was said on the phone, in the agent's words. */
export function CallBubble({ call }: { call: CallSummaryView }) {
  const t = useTranslations("inbox");
  const formats = useBranchFormats();
  return (
    <li className="self-center rounded-lg border border-dashed border-line-strong px-3 py-2 text-sm text-ink-soft sm:max-w-[85%]">
      <p className="flex flex-wrap items-center gap-x-2 font-medium text-ink">
        <Phone aria-hidden className="size-3.5" />
        {t(`calls.${call.direction}`)}
        <span className="text-xs font-normal text-ink-soft tabular-nums">{formats.dateTime(call.createdAt)}</span>
      </p>
      <p className="mt-1 wrap-anywhere">{call.summary ?? t("noSummary")}</p>
      <Link
        to="/app/calls/$callId"
        params={{ callId: call.id }}
        search={onlyBranch}
        className="inline-flex min-h-6 items-center font-medium text-accent hover:underline"
      >
        {t("openCall")}
      </Link>
    </li>
  );
}
