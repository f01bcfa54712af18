import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { CalendarPlus, Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { CustomerView } from "../../contracts/customers.ts";
import { customerQuery } from "../api/customers.ts";
import { useBranchFormats, useMayBook, useSignedIn } from "../app/signed-in.tsx";
import { BackLink } from "../catalogue/back-link.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { OutboundCard } from "../outbound/outbound-card.tsx";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Detail, Details } from "../ui/details.tsx";
import { later } from "../ui/later.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card, Page } from "../ui/page.tsx";
import { PhoneNumber } from "../ui/phone.tsx";
import { StatTile } from "../ui/stat-tile.tsx";
import { useTitle } from "../ui/use-title.ts";
import { CustomerAppointments } from "./customer-appointments.tsx";
import { CustomerCalls } from "./customer-calls.tsx";
import { CustomerHistory } from "./customer-history.tsx";
import { CustomerMerges } from "./customer-merges.tsx";
import { CustomerMessages } from "./customer-messages.tsx";
import { CustomerOptOuts } from "./customer-opt-outs.tsx";
import { Tags } from "./customers-page.tsx";
import { EraseButton } from "./erase-button.tsx";

const CustomerDialog = later(async () => (await import("./customer-dialog.tsx")).CustomerDialog);

export function CustomerPage() {
  const t = useTranslations("customers");
  const { me } = useSignedIn();
  const { customerId } = useParams({ from: "/app/customers/$customerId" });
  const [isEditing, setEditing] = useState(false);
  const query = useQuery({ ...customerQuery(customerId), refetchOnWindowFocus: false });
  const title = query.data?.answer.name ?? t("one");
  useTitle(title);
  return (
    <Page
      title={title}
      subtitle={<BackLink to="/app/customers" label={t("title")} />}
      actions={<Acts customerId={customerId} permissions={me.permissions} onEdit={() => setEditing(true)} />}
    >
      <Loaded query={query} rows={6}>
        {({ answer, etag }) => (
          <>
            <Profile customer={answer} />
            {isEditing ? <CustomerDialog customer={answer} etag={etag} onClose={() => setEditing(false)} /> : null}
          </>
        )}
      </Loaded>
    </Page>
  );
}

type ActsProps = { customerId: string; permissions: readonly string[]; onEdit: () => void };

function Acts({ customerId, permissions, onEdit }: ActsProps) {
  const t = useTranslations("customers");
  const common = useTranslations("common");
  const mayBook = useMayBook();
  const [, patch] = useLiveSearch();
  return (
    <>
      {permissions.includes("customers:write") ? (
        <Button onClick={onEdit}>
          <Pencil aria-hidden className="size-4" /> {common("edit")}
        </Button>
      ) : null}
      {mayBook ? (
        <Button variant="primary" onClick={() => patch({ book: "next", bookFor: customerId })}>
          <CalendarPlus aria-hidden className="size-4" /> {t("book")}
        </Button>
      ) : null}
    </>
  );
}

function Profile({ customer }: { customer: CustomerView }) {
  const { permissions } = useSignedIn().me;
  return (
    <>
      <Figures counts={customer.counts} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
        <div className="flex min-w-0 flex-col gap-5">
          <CustomerAppointments customerId={customer.id} />
          <CustomerCalls customerId={customer.id} />
          <CustomerHistory customerId={customer.id} />
          {permissions.includes("messages:read") ? <CustomerMessages customer={customer} /> : null}
        </div>
        <div className="flex min-w-0 flex-col gap-5 max-lg:order-first">
          <Contact customer={customer} />
          {permissions.includes("messages:read") ? <CustomerOptOuts customer={customer} /> : null}
          {permissions.includes("calls:read") ? (
            <OutboundCard whom={{ customerId: customer.id }} phone={customer.phone} />
          ) : null}
          <CustomerMerges customer={customer} />
          <EraseButton customer={customer} />
        </div>
      </div>
    </>
  );
}

function Figures({ counts }: { counts: CustomerView["counts"] }) {
  const t = useTranslations("customers");
  const formats = useBranchFormats();
  const moment = (at: string | null) => (at ? formats.date(at) : t("none"));
  return (
    <dl className="mb-5 grid grid-cols-2 gap-3 md:grid-cols-4">
      <StatTile
        label={t("visits")}
        value={counts.completed}
        note={t("lastVisit", { when: moment(counts.lastVisitAt) })}
      />
      <StatTile
        label={t("upcoming")}
        value={counts.upcoming}
        note={t("nextVisit", { when: moment(counts.nextVisitAt) })}
      />
      <StatTile label={t("noShows")} value={counts.noShows} note={t("ofAll", { count: counts.appointments })} />
      <StatTile label={t("cancelled")} value={counts.cancelled} note={t("ofAll", { count: counts.appointments })} />
    </dl>
  );
}

function Contact({ customer }: { customer: CustomerView }) {
  const t = useTranslations("customers");
  const formats = useBranchFormats();
  const { phone, email, notes, counts } = customer;
  return (
    <Card title={t("contact")}>
      <Details>
        <Detail label={t("phone")}>{phone ? <Copied text={phone} what={t("copyPhone")} href="tel:" /> : "–"}</Detail>
        <Detail label={t("email")}>{email ? <Copied text={email} what={t("copyEmail")} href="mailto:" /> : "–"}</Detail>
        <Detail label={t("language")}>{t(`languages.${customer.language}`)}</Detail>
        <Detail label={t("preferredChannel")}>{t(`channelWishes.${customer.preferredChannel ?? "usual"}`)}</Detail>
        <Detail label={t("tags")}>
          <Tags tags={customer.tags} />
        </Detail>
        <Detail label={t("spent")}>
          {counts.currency === null ? "–" : formats.money(counts.spentMinor, counts.currency)}
        </Detail>
        <Detail label={t("since")}>{formats.date(customer.createdAt)}</Detail>
      </Details>
      <h3 className="mt-5 text-xs font-medium text-ink-faint">{t("notes")}</h3>
      <p className="mt-1 text-sm wrap-anywhere whitespace-pre-wrap">{notes ?? t("noNotes")}</p>
    </Card>
  );
}

function Copied({ text, what, href }: { text: string; what: string; href: "tel:" | "mailto:" }) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <a href={href + text} className="min-w-0 font-medium wrap-anywhere text-accent hover:underline">
        {href === "tel:" ? <PhoneNumber phone={text} /> : text}
      </a>
      <CopyButton text={text} what={what} />
    </span>
  );
}
