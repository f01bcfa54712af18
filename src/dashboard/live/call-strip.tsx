import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronRight, PhoneCall } from "lucide-react";
import { useTranslations } from "use-intl";
import { ongoingCallsQuery } from "../api/queries.ts";
import { type LiveSearch } from "./live-search.ts";

/** Where the calendar fills the screen, this tells that someone is on the phone. */
export function CallStrip() {
  const t = useTranslations("shell");
  const calls = useQuery(ongoingCallsQuery).data?.items.length ?? 0;
  if (calls === 0) return null;
  return (
    <Link
      to="/app/live"
      search={(previous: LiveSearch) => ({ ...previous, view: "calls" })}
      className="flex min-h-11 animate-slide-in items-center gap-2.5 bg-accent-soft px-4 text-sm font-medium text-accent-strong -outline-offset-2"
    >
      <PhoneCall aria-hidden className="size-4" />
      {t("callsInProgress", { count: calls })}
      <ChevronRight aria-hidden className="ml-auto size-4" />
    </Link>
  );
}
