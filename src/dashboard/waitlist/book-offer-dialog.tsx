import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import type { ServiceView } from "../../contracts/catalogue.ts";
import type { WaitlistEntryView } from "../../contracts/waitlist.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { QuestionFields } from "../booking/question-fields.tsx";
import { useDayNames } from "../live/day-names.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Form } from "../ui/form.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { type OfferAnswers, useBookOffer } from "./use-book-offer.ts";

type Props = { entry: WaitlistEntryView; questions: ServiceView["questions"]; onClose: () => void };

/** What the service asks, before the offer is booked. */
export function BookOfferDialog({ entry, questions, onClose }: Props) {
  const t = useTranslations("waitlist");
  const common = useTranslations("common");
  const [answers, setAnswers] = useState<OfferAnswers>({});
  const booking = useBookOffer(entry, onClose);
  const formats = useBranchFormats();
  const service = useDayNames().service(entry.serviceId);
  const when = entry.offer && `${formats.dayShort(entry.offer.startsAt)}, ${formats.time(entry.offer.startsAt)}`;
  const formId = useId();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    booking.send(answers);
  };
  const foot = (
    <>
      <Button onClick={onClose}>{common("cancel")}</Button>
      <Button variant="primary" type="submit" form={formId} disabled={booking.isPending}>
        {t("book")}
      </Button>
    </>
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("book")}
      description={[entry.customer.name, service, when].filter(Boolean).join(" · ")}
      foot={foot}
    >
      <Form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <QuestionFields questions={questions} answers={answers} onChange={setAnswers} />
        <Refusal error={booking.error} />
      </Form>
    </Dialog>
  );
}
