import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { Answer } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { show } from "../booking/show-appointment.ts";
import { notify } from "../ui/toast.ts";

type GroupChange<Body> = {
  run: (body: Body, key: string) => Promise<Answer<"POST /api/v1/series/{seriesId}/cancel">>;
  told: "moved" | "cancelled";
  onClose: () => void;
};

/** A change of several appointments at once: each is shown as the answer tells, for lists are a moment behind. */
export function useGroupChange<Body>({ run, told, onClose }: GroupChange<Body>) {
  const t = useTranslations("series");
  const client = useQueryClient();
  const { branch } = useSignedIn();
  return useChange({
    run,
    onDone: ({ appointments }) => {
      for (const appointment of appointments) show(client, appointment);
      for (const key of [["groups", branch.id], ["availability"], ["appointments"]])
        void client.invalidateQueries({ queryKey: key });
      notify({ title: t(told, { count: appointments.length }) });
      onClose();
    },
  });
}
