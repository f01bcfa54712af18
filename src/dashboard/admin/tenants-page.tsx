import { useQuery } from "@tanstack/react-query";
import { Building2 } from "lucide-react";
import { useTranslations } from "use-intl";
import type { TenantView } from "../../contracts/operations.ts";
import { tenantsQuery } from "../api/operations.ts";
import type { Column } from "../ui/table.tsx";
import { Id, Moment, TenantLink } from "./cells.tsx";
import { ConsoleList } from "./console-list.tsx";
import { usePages } from "./use-pages.ts";

export function TenantsPage() {
  const t = useTranslations("admin.tenants");
  const admin = useTranslations("admin");
  const pages = usePages();
  const list = useQuery(tenantsQuery(pages.query));
  return (
    <ConsoleList
      title={admin("pages.tenants")}
      subtitle={t("subtitle")}
      file={{ name: "businesses", query: (page) => tenantsQuery(page) }}
      list={list}
      pages={pages}
      columns={useColumns()}
      rowKey={({ id }) => id}
      empty={{ icon: Building2, title: t("none"), advice: t("noneAdvice") }}
    />
  );
}

function useColumns(): Column<TenantView>[] {
  const t = useTranslations("admin.tenants");
  const admin = useTranslations("admin");
  return [
    { key: "name", label: admin("business"), cell: ({ id, name }) => <TenantLink id={id} name={name} /> },
    {
      key: "slug",
      label: t("slug"),
      wide: true,
      cell: ({ slug }) => <code className="font-mono text-xs">{slug}</code>,
    },
    { key: "language", label: t("language"), wide: true, cell: ({ language }) => t(`languages.${language}`) },
    { key: "id", label: "Id", wide: true, cell: ({ id }) => <Id id={id} /> },
    { key: "created", label: admin("created"), align: "end", cell: ({ createdAt }) => <Moment at={createdAt} /> },
  ];
}
