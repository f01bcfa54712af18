import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ListTodo, UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { WaitlistEntryView } from "../../contracts/waitlist.ts";
import { waitlistQuery } from "../api/booking.ts";
import { servicesQuery } from "../api/catalogue.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useBranchFormats, useMayBook, useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { useDayNames } from "../live/day-names.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { later } from "../ui/later.tsx";
import { Card, Page } from "../ui/page.tsx";
import { PhoneNumber } from "../ui/phone.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { PagedRows, useCursors } from "../ui/rows.tsx";
import { Segmented } from "../ui/segmented.tsx";
import type { Column } from "../ui/table.tsx";
import { notify } from "../ui/toast.ts";
import { useTitle } from "../ui/use-title.ts";
import { useBookOffer } from "./use-book-offer.ts";
import { windowText } from "./window-text.ts";

const BookOfferDialog = later(async () => (await import("./dialogs.ts")).BookOfferDialog);
const AddEntryDialog = later(async () => (await import("./dialogs.ts")).AddEntryDialog);

const STATUSES = ["waiting", "offered", "booked", "lapsed", "left"] as const;
const FILTERS = ["all", ...STATUSES] as const;
const TONES: Record<WaitlistEntryView["status"], Tone> = {
  waiting: "neutral",
  offered: "accent",
  booked: "good",
  lapsed: "warn",
  left: "neutral",
};
const PAGE = 50;

export function WaitlistPage() {
  return (
    <PageTexts of={["waitlist"]}>
      <Waitlist />
    </PageTexts>
  );
}

function Waitlist() {
  const t = useTranslations("waitlist");
  const common = useTranslations("common");
  const { branch } = useSignedIn();
  const [search, patch] = useLiveSearch();
  const cursors = useCursors();
  const [isAdding, setAdding] = useState(false);
  const status = STATUSES.find((each) => each === search.status);
  const filter = { limit: PAGE, ...(status ? { status } : {}), ...cursors.query };
  const list = useQuery(waitlistQuery(branch.id, filter));
  const mayWrite = useMayBook();
  const columns = useColumns(mayWrite);
  useTitle(t("title"));

  const choose = (next: (typeof FILTERS)[number]) => {
    cursors.restart();
    patch({ status: next === "all" ? undefined : next });
  };
  const actions = (
    <>
      <ExportLink path={`/api/v1/branches/${branch.id}/waitlist/export`} query={{ status }} />
      {mayWrite ? (
        <Button variant="primary" onClick={() => setAdding(true)}>
          <UserPlus aria-hidden className="size-4" /> {t("add")}
        </Button>
      ) : null}
    </>
  );

  return (
    <Page title={t("title")} subtitle={t("subtitle")} actions={actions}>
      <div className="mb-4">
        <Segmented
          label={common("filter")}
          value={status ?? "all"}
          options={FILTERS.map((value) => ({ value, label: t(`status.${value}`) }))}
          onChoose={choose}
        />
      </div>
      <Card flush>
        <PagedRows
          caption={t("list")}
          query={list}
          cursors={cursors}
          columns={columns}
          rowKey={({ id }) => id}
          empty={{ icon: ListTodo, title: t("nothing"), advice: t("nothingAdvice") }}
        />
      </Card>
      {isAdding ? <AddEntryDialog onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

function useColumns(mayWrite: boolean): Column<WaitlistEntryView>[] {
  const t = useTranslations("waitlist");
  const common = useTranslations("common");
  const formats = useBranchFormats();
  const names = useDayNames();
  return [
    {
      key: "name",
      label: common("name"),
      cell: ({ customer, serviceId, ...entry }) => (
        <>
          <span className="font-semibold">{customer.name}</span>
          <span className="block text-xs text-ink-faint">
            {customer.phone ? <PhoneNumber phone={customer.phone} /> : customer.email}
          </span>
          <span className="block text-xs text-ink-faint md:hidden">
            {[names.service(serviceId), windowText(formats, entry)].filter(Boolean).join(" · ")}
          </span>
        </>
      ),
    },
    { key: "service", label: t("service"), wide: true, cell: ({ serviceId }) => names.service(serviceId) ?? "–" },
    {
      key: "window",
      label: t("window"),
      wide: true,
      cell: (entry) => <span className="tabular-nums">{windowText(formats, entry)}</span>,
    },
    {
      key: "status",
      label: t("offer"),
      cell: ({ status, offer }) => (
        <>
          <Badge tone={TONES[status]}>{t(`status.${status}`)}</Badge>
          {offer && status === "offered" ? (
            <span className="mt-1 block text-xs text-ink-faint tabular-nums">
              {t("offerText", {
                when: `${formats.dayShort(offer.startsAt)}, ${formats.time(offer.startsAt)}`,
                until: formats.time(offer.expiresAt),
              })}
            </span>
          ) : null}
        </>
      ),
    },
    {
      key: "actions",
      label: common("actions"),
      align: "end",
      cell: (entry) => (mayWrite ? <EntryActions entry={entry} /> : null),
    },
  ];
}

function EntryActions({ entry }: { entry: WaitlistEntryView }) {
  const t = useTranslations("waitlist");
  const client = useQueryClient();
  const { branch } = useSignedIn();
  const [isAsking, setAsking] = useState(false);
  const [isAnswering, setAnswering] = useState(false);
  const { name } = entry.customer;
  const params = { branchId: branch.id, entryId: entry.id };
  const refresh = () => void client.invalidateQueries({ queryKey: ["waitlist"] });
  const removing = useChange({
    run: () => ask("DELETE /api/v1/branches/{branchId}/waitlist/{entryId}", { params }),
    onDone: () => {
      notify({ title: t("removed", { name }) });
      refresh();
      setAsking(false);
    },
  });
  const booking = useBookOffer(entry);
  const services = useQuery(servicesQuery(branch.id)).data ?? [];
  const questions = services.find(({ id }) => id === entry.serviceId)?.questions ?? [];
  if (entry.status !== "waiting" && entry.status !== "offered") return null;
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {entry.status === "offered" ? (
        <Button
          variant="primary"
          disabled={booking.isPending}
          onClick={() => (questions.length > 0 ? setAnswering(true) : booking.send({}))}
        >
          {t("book")}
        </Button>
      ) : null}
      <Button onClick={() => setAsking(true)}>{t("remove")}</Button>
      <Refusal error={booking.error} />
      {isAnswering ? <BookOfferDialog entry={entry} questions={questions} onClose={() => setAnswering(false)} /> : null}
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t("removeTitle", { name })}
        effect={t("removeEffect")}
        act={t("remove")}
        pending={removing.isPending}
        onConfirm={() => removing.send(undefined)}
        error={<Refusal error={removing.error} />}
      />
    </div>
  );
}
