import { Link } from "@tanstack/react-router";
import { Hand } from "lucide-react";
import { useTranslations } from "use-intl";
import type { ConversationView } from "../../contracts/conversations.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useNow } from "../live/clock.ts";
import type { LiveSearch } from "../live/live-search.ts";
import { Badge } from "../ui/badge.tsx";
import { classNames } from "../ui/class-names.ts";
import { useWho } from "./use-who.ts";

/** Who wrote last, when, and how it begins. */
export function ConversationRow({ conversation }: { conversation: ConversationView }) {
  const t = useTranslations("inbox");
  const channels = useTranslations("messages.channels");
  const formats = useBranchFormats();
  const now = useNow(60_000);
  const who = useWho(conversation);
  const { isUnread, isPaused, lastAt, preview, lastDirection, channel } = conversation;
  return (
    <li>
      <Link
        to="/app/inbox"
        search={(before: LiveSearch): LiveSearch => ({ ...before, conversation: conversation.id })}
        className="block min-h-16 px-4 py-3 -outline-offset-2 hover:bg-hover aria-[current=page]:bg-accent-soft"
      >
        <span className="flex min-w-0 items-center gap-2">
          {isUnread ? <span aria-hidden className="size-2 shrink-0 rounded-full bg-accent" /> : null}
          <span className={classNames("min-w-0 flex-1 truncate text-sm", isUnread ? "font-semibold" : "font-medium")}>
            {who}
            {isUnread ? <span className="sr-only">, {t("unread")}</span> : null}
          </span>
          <time dateTime={lastAt} className="shrink-0 text-xs text-ink-soft tabular-nums">
            {formats.shortMoment(lastAt, now)}
          </time>
        </span>
        <span className="mt-0.5 line-clamp-2 text-sm wrap-anywhere text-ink-soft">
          {lastDirection === "outbound" ? `${t("you")}: ` : ""}
          {preview ?? t("wordsGone")}
        </span>
        <span className="mt-1.5 flex flex-wrap gap-1.5">
          <Badge>{channels(channel)}</Badge>
          {isPaused ? (
            <Badge tone="warn" icon={Hand}>
              {t("takenOver")}
            </Badge>
          ) : null}
        </span>
      </Link>
    </li>
  );
}
