import { useQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { useTranslations } from "use-intl";
import type { PlatformUserView } from "../../contracts/operations.ts";
import { usersQuery } from "../api/operations.ts";
import { Badge } from "../ui/badge.tsx";
import type { Column } from "../ui/table.tsx";
import { Id, Moment, TenantFilter, TenantLink } from "./cells.tsx";
import { ConsoleList } from "./console-list.tsx";
import { ofTenant, useConsoleSearch } from "./console-search.ts";
import { usePages } from "./use-pages.ts";

export function UsersPage() {
  const t = useTranslations("admin.users");
  const admin = useTranslations("admin");
  const [{ tenant }] = useConsoleSearch();
  const pages = usePages(tenant);
  const list = useQuery(usersQuery({ ...ofTenant(tenant), ...pages.query }));
  return (
    <ConsoleList
      title={admin("pages.users")}
      subtitle={t("subtitle")}
      filter={tenant ? <TenantFilter /> : null}
      file={{ name: "users", query: (page) => usersQuery({ ...ofTenant(tenant), ...page }) }}
      list={list}
      pages={pages}
      columns={useColumns()}
      rowKey={({ id }) => id}
      empty={{ icon: Users, title: t("none"), advice: t("noneAdvice") }}
    />
  );
}

function useColumns(): Column<PlatformUserView>[] {
  const t = useTranslations("admin.users");
  const admin = useTranslations("admin");
  const shell = useTranslations("shell");
  return [
    { key: "user", label: t("user"), cell: ({ id }) => <Id id={id} /> },
    {
      key: "tenant",
      label: admin("business"),
      cell: ({ tenantId, tenantName }) => <TenantLink id={tenantId} name={tenantName} />,
    },
    { key: "role", label: t("role"), cell: ({ role }) => shell(`roles.${role}`) },
    { key: "state", label: t("state"), cell: (user) => <UserState user={user} /> },
    {
      key: "created",
      label: admin("created"),
      align: "end",
      wide: true,
      cell: ({ createdAt }) => <Moment at={createdAt} />,
    },
  ];
}

function UserState({ user }: { user: PlatformUserView }) {
  const t = useTranslations("admin.users");
  if (user.disabledAt) return <Badge tone="bad">{t("disabled")}</Badge>;
  return user.isVerified ? <Badge tone="good">{t("active")}</Badge> : <Badge tone="warn">{t("unverified")}</Badge>;
}
