import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { GroupView } from "../../contracts/groups.ts";
import { onlyBranch } from "../live/live-search.ts";
import { notify } from "../ui/toast.ts";

const OUTDATED = ["groups", "availability", "calendar", "appointments", "customers"];

/** What was booked in one go is told and shown. */
export function useBooked(): (group: GroupView, name: string) => void {
  const t = useTranslations("series");
  const client = useQueryClient();
  const navigate = useNavigate();
  return ({ id, appointments }, name) => {
    for (const key of OUTDATED) void client.invalidateQueries({ queryKey: [key] });
    notify({ title: t("booked", { name, count: appointments.length }) });
    void navigate({ to: "/app/series/$seriesId", params: { seriesId: id }, search: onlyBranch });
  };
}
