import { useQuery } from "@tanstack/react-query";
import { DoorOpen, Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ResourceView } from "../../contracts/catalogue.ts";
import { resourcesQuery } from "../api/catalogue.ts";
import { ask } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { IconButton } from "../ui/button.tsx";
import { later } from "../ui/later.tsx";
import type { Column } from "../ui/table.tsx";
import { ArchiveButton } from "./archive-button.tsx";
import { ListPage } from "./list-page.tsx";

const NameDialog = later(async () => (await import("./name-dialog.tsx")).NameDialog);

export function ResourcesPage() {
  const t = useTranslations("catalogue.resources");
  const { me, branch } = useSignedIn();
  const mayWrite = me.permissions.includes("catalogue:write");
  const [edited, setEdited] = useState<ResourceView | "new" | null>(null);
  const columns = useColumns(mayWrite, setEdited);
  return (
    <ListPage
      title={t("title")}
      subtitle={t("subtitle")}
      query={useQuery(resourcesQuery(branch.id))}
      columns={columns}
      rowKey={({ id }) => id}
      empty={{ icon: DoorOpen, title: t("nothing"), advice: t("nothingAdvice") }}
      of="resources"
      make={{ label: t("new"), onClick: () => setEdited("new") }}
    >
      {edited ? <ResourceDialog resource={edited === "new" ? null : edited} onClose={() => setEdited(null)} /> : null}
    </ListPage>
  );
}

function ResourceDialog({ resource, onClose }: { resource: ResourceView | null; onClose: () => void }) {
  const t = useTranslations("catalogue.resources");
  const common = useTranslations("common");
  const { branch } = useSignedIn();
  const save = ({ name = "", kind = "" }: Record<string, string>) =>
    resource
      ? ask("PATCH /api/v1/resources/{resourceId}", { params: { resourceId: resource.id }, body: { name, kind } })
      : ask("POST /api/v1/resources", { body: { branchId: branch.id, name, kind } });
  return (
    <NameDialog
      title={resource?.name ?? t("new")}
      act={resource ? common("save") : common("add")}
      fields={[
        { key: "name", label: common("name"), value: resource?.name ?? "" },
        { key: "kind", label: t("kind"), hint: t("kindHint"), value: resource?.kind ?? "" },
      ]}
      run={save}
      onClose={onClose}
    />
  );
}

function useColumns(mayWrite: boolean, onEdit: (resource: ResourceView) => void): Column<ResourceView>[] {
  const t = useTranslations("catalogue.resources");
  const common = useTranslations("common");
  const columns: Column<ResourceView>[] = [
    { key: "name", label: common("name"), cell: ({ name }) => <span className="font-semibold">{name}</span> },
    { key: "kind", label: t("kind"), cell: ({ kind }) => kind },
  ];
  if (!mayWrite) return columns;
  const actions: Column<ResourceView> = {
    key: "actions",
    label: common("actions"),
    align: "end",
    cell: (resource) => (
      <span className="inline-flex">
        <IconButton label={`${common("edit")}: ${resource.name}`} onClick={() => onEdit(resource)}>
          <Pencil aria-hidden className="size-4" />
        </IconButton>
        <ArchiveButton
          name={resource.name}
          run={() => ask("DELETE /api/v1/resources/{resourceId}", { params: { resourceId: resource.id } })}
        />
      </span>
    ),
  };
  return [...columns, actions];
}
