import { Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { onlyBranch } from "../live/live-search.ts";

type ListPath = "/app/services" | "/app/staff" | "/app/customers" | "/app/leads" | "/app/series" | "/app/calls";

/** From a detail to its list. */
export function BackLink({ to, label }: { to: ListPath; label: string }) {
  return (
    <Link
      to={to}
      search={onlyBranch}
      className="inline-flex min-h-6 items-center gap-1 font-medium text-accent hover:underline"
    >
      <ArrowLeft aria-hidden className="size-3.5" /> {label}
    </Link>
  );
}
