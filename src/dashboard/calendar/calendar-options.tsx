import { SlidersHorizontal } from "lucide-react";
import { useTranslations } from "use-intl";
import { IconButton } from "../ui/button.tsx";
import { LazyMenu } from "../ui/lazy-menu.tsx";

const load = async () => (await import("./calendar-options-content.tsx")).CalendarOptionsContent;

export function CalendarOptions() {
  const t = useTranslations("calendar");
  return (
    <LazyMenu
      load={load}
      trigger={
        <IconButton variant="secondary" label={t("options")}>
          <SlidersHorizontal aria-hidden className="size-4" />
        </IconButton>
      }
    />
  );
}
