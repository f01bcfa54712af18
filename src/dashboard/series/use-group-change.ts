import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { GroupView } from "../../contracts/groups.ts";
import { useChange } from "../api/use-change.ts";
import { show } from "../booking/show-appointment.ts";
import { notify } from "../ui/toast.ts";

type GroupChange<Body> = {
  run: (body: Body, key: string) => Promise<GroupView>;
  told: "moved" | "cancelled";
  onClose: () => void;
};

/** A change of several appointments at once: each is shown as it is now. */
export function useGroupChange<Body>({ run, told, onClose }: GroupChange<Body>) {
  const t = useTranslations("series");
  const client = useQueryClient();
  return useChange({
    run,
    onDone: ({ appointments }) => {
      for (const appointment of appointments) show(client, appointment);
      for (const key of ["groups", "availability", "appointments"]) void client.invalidateQueries({ queryKey: [key] });
      notify({ title: t(told, { count: appointments.length }) });
      onClose();
    },
  });
}
