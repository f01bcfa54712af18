import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ContactRound } from "lucide-react";
import { useCallback } from "react";
import { useTranslations } from "use-intl";
import type { CustomerSummaryView } from "../../contracts/customers.ts";
import { customersQuery } from "../api/customers.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { onlyBranch } from "../live/live-search.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Badge } from "../ui/badge.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { Card, Page } from "../ui/page.tsx";
import { PhoneNumber } from "../ui/phone.tsx";
import { PagedRows, useCursors } from "../ui/rows.tsx";
import { SearchField } from "../ui/search-field.tsx";
import type { Column } from "../ui/table.tsx";
import { useTitle } from "../ui/use-title.ts";
import { NoShowNote } from "./no-show-note.tsx";

const PAGE = 50;

export function CustomersPage() {
  const t = useTranslations("customers");
  const [{ q = "" }, patch] = useLiveSearch();
  const cursors = useCursors();
  const { query, restart } = cursors;
  const filter = { limit: PAGE, ...(q ? { q } : {}), ...query };
  const search = useCallback(
    (text: string) => {
      restart();
      patch({ q: text || undefined }, { replace: true });
    },
    // oxlint-disable-next-line react/exhaustive-deps -- restart only sets state
    [patch],
  );
  useTitle(t("title"));
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle")}
      actions={<ExportLink path="/api/v1/customers/export" query={{ q }} />}
    >
      <div className="mb-4">
        <SearchField label={t("search")} value={q} onSearch={search} />
      </div>
      <NoShowNote />
      <Card flush>
        <PagedRows
          caption={t("list")}
          query={useQuery(customersQuery(filter))}
          cursors={cursors}
          columns={useColumns()}
          rowKey={({ id }) => id}
          empty={{
            icon: ContactRound,
            title: q ? t("noneFound", { q }) : t("nothing"),
            advice: q ? t("noneFoundAdvice") : t("nothingAdvice"),
          }}
        />
      </Card>
    </Page>
  );
}

function useColumns(): Column<CustomerSummaryView>[] {
  const t = useTranslations("customers");
  const formats = useBranchFormats();
  return [
    {
      key: "name",
      label: t("name"),
      cell: ({ id, name, phone, email }) => (
        <span className="flex items-center gap-3">
          <Avatar name={name} />
          <span className="min-w-0">
            <Link
              to="/app/customers/$customerId"
              params={{ customerId: id }}
              search={onlyBranch}
              className="inline-block min-h-6 font-semibold wrap-anywhere underline-offset-3 hover:underline"
            >
              {name}
            </Link>
            <span className="block text-xs text-ink-faint tabular-nums md:hidden">
              {phone ? <PhoneNumber phone={phone} /> : email}
            </span>
          </span>
        </span>
      ),
    },
    {
      key: "phone",
      label: t("phone"),
      wide: true,
      cell: ({ phone }) => (
        <span className="whitespace-nowrap tabular-nums">{phone ? <PhoneNumber phone={phone} /> : "–"}</span>
      ),
    },
    {
      key: "email",
      label: t("email"),
      wide: true,
      cell: ({ email }) => <span className="inline-block min-w-44 wrap-anywhere">{email ?? "–"}</span>,
    },
    { key: "tags", label: t("tags"), wide: true, cell: ({ tags }) => <Tags tags={tags} /> },
    {
      key: "since",
      label: t("since"),
      align: "end",
      cell: ({ createdAt }) => <span className="whitespace-nowrap">{formats.date(createdAt)}</span>,
    },
  ];
}

export function Tags({ tags }: { tags: string[] }) {
  if (tags.length === 0) return "–";
  return (
    <span className="flex flex-wrap gap-1">
      {tags.map((tag) => (
        <Badge key={tag}>{tag}</Badge>
      ))}
    </span>
  );
}
