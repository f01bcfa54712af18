import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Users } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { StaffView } from "../../contracts/catalogue.ts";
import { servicesQuery, staffQuery } from "../api/catalogue.ts";
import { ask } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { onlyBranch } from "../live/live-search.ts";
import { Avatar } from "../ui/avatar.tsx";
import { later } from "../ui/later.tsx";
import type { Column } from "../ui/table.tsx";
import { ArchiveButton } from "./archive-button.tsx";
import { ListPage } from "./list-page.tsx";

const NameDialog = later(async () => (await import("./name-dialog.tsx")).NameDialog);

export function StaffPage() {
  const t = useTranslations("catalogue.staff");
  const common = useTranslations("common");
  const { me, branch } = useSignedIn();
  const mayWrite = me.permissions.includes("catalogue:write");
  const [isAdding, setAdding] = useState(false);
  const columns = useColumns(mayWrite);
  const staff = useQuery(staffQuery(branch.id));
  return (
    <ListPage
      title={t("title")}
      subtitle={t("subtitle")}
      query={staff}
      columns={columns}
      rowKey={({ id }) => id}
      empty={{ icon: Users, title: t("nothing"), advice: t("nothingAdvice") }}
      of="staff"
      make={{ label: t("new"), onClick: () => setAdding(true) }}
    >
      {isAdding ? (
        <NameDialog
          title={t("new")}
          act={common("add")}
          fields={[{ key: "name", label: common("name"), value: "" }]}
          run={({ name = "" }) => ask("POST /api/v1/staff", { body: { branchId: branch.id, name } })}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </ListPage>
  );
}

function useColumns(mayWrite: boolean): Column<StaffView>[] {
  const t = useTranslations("catalogue.staff");
  const common = useTranslations("common");
  const { branch } = useSignedIn();
  const services = useQuery(servicesQuery(branch.id)).data ?? [];
  const columns: Column<StaffView>[] = [
    {
      key: "name",
      label: common("name"),
      cell: ({ id, name }) => (
        <span className="flex items-center gap-3">
          <Avatar name={name} accent />
          <Link
            to="/app/staff/$staffId"
            params={{ staffId: id }}
            search={onlyBranch}
            className="inline-block min-h-6 font-semibold underline-offset-3 hover:underline"
          >
            {name}
          </Link>
        </span>
      ),
    },
    {
      key: "services",
      label: t("services"),
      wide: true,
      cell: ({ id }) =>
        services
          .filter(({ staffIds }) => staffIds.length === 0 || staffIds.includes(id))
          .map(({ name }) => name)
          .join(", "),
    },
  ];
  if (!mayWrite) return columns;
  const archive: Column<StaffView> = {
    key: "actions",
    label: common("actions"),
    align: "end",
    cell: ({ id, name }) => (
      <ArchiveButton name={name} run={() => ask("DELETE /api/v1/staff/{staffId}", { params: { staffId: id } })} />
    ),
  };
  return [...columns, archive];
}
