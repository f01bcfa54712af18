import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId } from "react";
import { useTranslations } from "use-intl";
import type { ServiceView, StaffView } from "../../contracts/catalogue.ts";
import type { CustomerView } from "../../contracts/customers.ts";
import { servicesQuery, staffQuery } from "../api/catalogue.ts";
import { ask } from "../api/client.ts";
import { customerQuery } from "../api/customers.ts";
import { useChange } from "../api/use-change.ts";
import { writeSetting } from "../app/settings.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { localDate } from "../calendar/zoned-time.ts";
import { serverNow } from "../live/clock.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Form } from "../ui/form.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { notify } from "../ui/toast.ts";
import { BookFields } from "./book-fields.tsx";
import { type BookBody, toBookBody, useDraft } from "./booking-form.ts";
import { useRefusalText } from "./refusal-text.ts";
import { show } from "./show-appointment.ts";

/** Opened by the address: `book` is an instant, or "next" for the first free time. */
export function BookDialog() {
  const t = useTranslations("booking");
  const common = useTranslations("common");
  const { branch } = useSignedIn();
  const [{ bookFor }, patch] = useLiveSearch();
  const services = useQuery(servicesQuery(branch.id)).data;
  const staff = useQuery(staffQuery(branch.id)).data;
  const customer = useQuery({ ...customerQuery(bookFor ?? ""), enabled: bookFor !== undefined });
  const close = () => patch({ book: undefined, bookWith: undefined, bookFor: undefined }, { replace: true });
  // A customer who cannot be read does not keep anybody from booking.
  const isReady = bookFor === undefined || customer.data !== undefined || customer.error !== null;
  if (services && staff && isReady)
    return <BookForm services={services} staff={staff} customer={customer.data?.answer} onClose={close} />;
  return (
    <Dialog open wide onClose={close} title={t("new")}>
      <SkeletonRows rows={4} className="h-10" label={common("loading")} />
    </Dialog>
  );
}

type BookFormProps = {
  services: ServiceView[];
  staff: StaffView[];
  customer: CustomerView | undefined;
  onClose: () => void;
};

function BookForm({ services, staff, customer, onClose }: BookFormProps) {
  const t = useTranslations("booking");
  const common = useTranslations("common");
  const formats = useBranchFormats();
  const { branch } = useSignedIn();
  const formId = useId();
  const [search] = useLiveSearch();
  const asked = search.book === "next" ? null : (search.book ?? null);
  const startsAt = asked && !Number.isNaN(Date.parse(asked)) ? asked : null;
  const date = startsAt
    ? localDate(Date.parse(startsAt), branch.timeZone)
    : (search.date ?? localDate(serverNow(), branch.timeZone));
  const { name = "", phone, email } = customer ?? {};
  const who = { name, phone: phone ?? "", email: email ?? "" };
  const [draft, change] = useDraft(services, { date, startsAt, staffId: search.bookWith ?? "", ...who });
  const refusalText = useRefusalText();
  const booking = useBooking(onClose);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft.startsAt) booking.send(toBookBody(branch.id, draft));
  };
  const when = draft.startsAt ? `${formats.dayShort(draft.startsAt)}, ${formats.exactTime(draft.startsAt)}` : null;
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t("new")}
      foot={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button variant="primary" type="submit" form={formId} disabled={when === null || booking.isPending}>
            {when ? t("bookAt", { when }) : t("book")}
          </Button>
        </>
      }
    >
      <Form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <BookFields draft={draft} change={change} services={services} staff={staff} />
        {booking.error ? <BookRefusal error={booking.error} text={refusalText(booking.error)} /> : null}
      </Form>
    </Dialog>
  );
}

function BookRefusal({ error, text }: { error: Error; text: string }) {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return <Refusal error={error} known={{ [code]: text }} />;
}

function useBooking(onClose: () => void) {
  const t = useTranslations("booking");
  const formats = useBranchFormats();
  const client = useQueryClient();
  return useChange({
    run: (body: BookBody, key) => ask("POST /api/v1/appointments", { headers: { "idempotency-key": key }, body }),
    onDone: (booked) => {
      writeSetting("service", booked.serviceId);
      show(client, booked);
      void client.invalidateQueries({ queryKey: ["availability"] });
      void client.invalidateQueries({ queryKey: ["customers"] });
      const when = `${formats.dayShort(booked.startsAt)}, ${formats.exactTime(booked.startsAt)}`;
      notify({ title: t("booked", { name: booked.customer.name, when }) });
      onClose();
    },
  });
}
