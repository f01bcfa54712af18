import type { ReactElement } from "react";
import { useTranslations } from "use-intl";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Menu, MenuToggle } from "../ui/menu.tsx";

export function CalendarOptionsContent({ trigger }: { trigger: ReactElement }) {
  const t = useTranslations("calendar");
  const [search, patch] = useLiveSearch();
  return (
    <Menu trigger={trigger} align="end">
      <MenuToggle checked={search.cancelled === true} onToggle={(on) => patch({ cancelled: on || undefined })}>
        {t("showCancelled")}
      </MenuToggle>
      <MenuToggle checked={search.wholeDay === true} onToggle={(on) => patch({ wholeDay: on || undefined })}>
        {t("wholeDay")}
      </MenuToggle>
    </Menu>
  );
}
