import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { WaitlistEntryView } from "../../contracts/waitlist.ts";
import { ask, type Input } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { show } from "../booking/show-appointment.ts";
import { notify } from "../ui/toast.ts";

export type OfferAnswers = NonNullable<
  Input<"POST /api/v1/branches/{branchId}/waitlist/{entryId}/book">["body"]["answers"]
>;

export function useBookOffer({ id: entryId, branchId, customer }: WaitlistEntryView, onBooked?: () => void) {
  const t = useTranslations("waitlist");
  const client = useQueryClient();
  return useChange({
    run: (answers: OfferAnswers, key) =>
      ask("POST /api/v1/branches/{branchId}/waitlist/{entryId}/book", {
        params: { branchId, entryId },
        headers: { "idempotency-key": key },
        body: Object.keys(answers).length > 0 ? { answers } : {},
      }),
    onDone: (booked) => {
      show(client, booked);
      notify({ title: t("booked", { name: customer.name }) });
      void client.invalidateQueries({ queryKey: ["waitlist"] });
      onBooked?.();
    },
  });
}
