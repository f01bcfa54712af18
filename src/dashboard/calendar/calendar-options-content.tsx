import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslations } from "use-intl";
import { staffQuery } from "../api/catalogue.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Menu, MenuChoices, MenuSeparator, MenuToggle } from "../ui/menu.tsx";
import { EVERYBODY } from "./own-column.ts";
import { useChosenStaff } from "./use-chosen-staff.ts";

const ALL = EVERYBODY;

export function CalendarOptionsContent({ trigger }: { trigger: ReactElement }) {
  const t = useTranslations("calendar");
  const [search, patch] = useLiveSearch();
  const chosen = useChosenStaff();
  const mode = search.mode ?? "day";
  const staff = useQuery(staffQuery(useSignedIn().branch.id)).data ?? [];
  return (
    <Menu trigger={trigger} align="end">
      <MenuChoices
        label={t("filterByStaff")}
        value={chosen ?? ALL}
        choices={[{ value: ALL, label: t("allStaff") }, ...staff.map(({ id, name }) => ({ value: id, label: name }))]}
        onChoose={(staff: string) => patch({ staff })}
      />
      {mode === "list" ? null : (
        <>
          <MenuSeparator />
          <MenuToggle checked={search.cancelled === true} onToggle={(on) => patch({ cancelled: on || undefined })}>
            {t("showCancelled")}
          </MenuToggle>
        </>
      )}
      {mode === "day" ? (
        <MenuToggle checked={search.wholeDay === true} onToggle={(on) => patch({ wholeDay: on || undefined })}>
          {t("wholeDay")}
        </MenuToggle>
      ) : null}
    </Menu>
  );
}
