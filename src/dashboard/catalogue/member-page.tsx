import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { staffHoursQuery, staffQuery } from "../api/catalogue.ts";
import { ask } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { Button } from "../ui/button.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { later } from "../ui/later.tsx";
import { Page } from "../ui/page.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { useTitle } from "../ui/use-title.ts";
import { BackLink } from "./back-link.tsx";
import { MemberHours } from "./member-hours.tsx";
import { TimeOffCard } from "./time-off-card.tsx";

const NameDialog = later(async () => (await import("./name-dialog.tsx")).NameDialog);

export function MemberPage() {
  const t = useTranslations("catalogue.staff");
  const common = useTranslations("common");
  const { me, branch } = useSignedIn();
  const { staffId } = useParams({ from: "/app/staff/$staffId" });
  const [isEditing, setEditing] = useState(false);
  const name = useQuery(staffQuery(branch.id)).data?.find(({ id }) => id === staffId)?.name ?? t("title");
  const hours = useQuery({ ...staffHoursQuery(branch.id, staffId), refetchOnWindowFocus: false });
  useTitle(name);
  const edit = me.permissions.includes("catalogue:write") ? (
    <Button onClick={() => setEditing(true)}>
      <Pencil aria-hidden className="size-4" /> {common("edit")}
    </Button>
  ) : null;
  return (
    <Page title={name} subtitle={<BackLink to="/app/staff" label={t("title")} />} actions={edit}>
      {hours.data ? (
        <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
          <MemberHours key={hours.data.etag} staffId={staffId} hours={hours.data.answer.hours} etag={hours.data.etag} />
          <TimeOffCard staffId={staffId} />
        </div>
      ) : null}
      {!hours.data && hours.error ? <FailureNotice error={hours.error} onRetry={() => void hours.refetch()} /> : null}
      {!hours.data && !hours.error ? <SkeletonRows rows={6} className="h-10" label={common("loading")} /> : null}
      {isEditing ? (
        <NameDialog
          title={name}
          act={common("save")}
          fields={[{ key: "name", label: common("name"), value: name }]}
          run={({ name: next = "" }) =>
            ask("PATCH /api/v1/staff/{staffId}", { params: { staffId }, body: { name: next } })
          }
          onClose={() => setEditing(false)}
        />
      ) : null}
    </Page>
  );
}
