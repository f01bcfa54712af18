import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { unreadQuery } from "../api/unread.ts";

/** Beside the inbox in the navigation: how many wait to be read. */
export function UnreadCount() {
  const t = useTranslations("shell");
  const count = useQuery(unreadQuery).data ?? 0;
  if (count === 0) return null;
  return (
    <span className="grid h-5 min-w-5 place-items-center rounded-full bg-accent px-1.5 text-2xs font-semibold text-on-accent xl:ml-auto">
      <span aria-hidden>{count > 99 ? "99+" : count}</span>
      <span className="sr-only">{t("unreadConversations", { count })}</span>
    </span>
  );
}
