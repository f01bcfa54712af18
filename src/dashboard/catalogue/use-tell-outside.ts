import { useTranslations } from "use-intl";
import { notify } from "../ui/toast.ts";

/** Says that hours are saved; who is booked outside of them now is told until it is closed, for nothing else would. */
export function useTellOutside() {
  const t = useTranslations("catalogue");
  const common = useTranslations("common");
  return ({ appointmentsOutside: count }: { appointmentsOutside: number }) => {
    const title = common("saved");
    notify(count === 0 ? { title } : { title, description: t("outside", { count }), tone: "bad" });
  };
}
