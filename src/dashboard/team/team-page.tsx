import { useQuery } from "@tanstack/react-query";
import { UserPlus, UsersRound } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { UserView } from "../../contracts/team.ts";
import { teamQuery } from "../api/team.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { Badge, type Tone } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { later } from "../ui/later.tsx";
import { Card, Page } from "../ui/page.tsx";
import { Rows } from "../ui/rows.tsx";
import type { Column } from "../ui/table.tsx";
import { useTitle } from "../ui/use-title.ts";
import { Invitations } from "./invitations.tsx";
import { MemberActions } from "./member-actions.tsx";
import { decidesAbout } from "./team-rules.ts";
import { useAllStaff } from "./use-all-staff.ts";

const InviteDialog = later(async () => (await import("./invite-dialog.tsx")).InviteDialog);

const STATUS_TONES: Record<UserView["status"], Tone> = { active: "good", unverified: "warn", disabled: "neutral" };

export function TeamPage() {
  return (
    <PageTexts of={["team"]}>
      <TeamContent />
    </PageTexts>
  );
}

function TeamContent() {
  const t = useTranslations("team");
  const { me } = useSignedIn();
  const [isInviting, setInviting] = useState(false);
  const mayWrite = me.permissions.includes("team:write");
  useTitle(t("title"));
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle")}
      actions={
        <>
          <ExportLink path="/api/v1/users/export" of={t("list")} />
          {mayWrite ? (
            <Button variant="primary" onClick={() => setInviting(true)}>
              <UserPlus aria-hidden className="size-4" /> {t("invite")}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <Card flush>
          <Rows
            caption={t("list")}
            query={useQuery(teamQuery)}
            columns={useColumns(mayWrite)}
            rowKey={({ id }) => id}
            empty={{ icon: UsersRound, title: t("nothing"), advice: t("nothingAdvice") }}
          />
        </Card>
        <Invitations mayWrite={mayWrite} />
      </div>
      {isInviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
    </Page>
  );
}

function useColumns(mayWrite: boolean): Column<UserView>[] {
  const t = useTranslations("team");
  const shell = useTranslations("shell");
  const common = useTranslations("common");
  const { user } = useSignedIn().me;
  const staff = useAllStaff();
  return [
    {
      key: "name",
      label: t("person"),
      cell: ({ id, name, email, role }) => (
        <span className="flex items-center gap-3">
          <span className="max-sm:hidden">
            <Avatar name={name} accent={id === user.id} />
          </span>
          <span className="min-w-0">
            <span className="flex flex-wrap items-center gap-x-2 font-semibold wrap-anywhere">
              {name} {id === user.id ? <Badge tone="accent">{t("you")}</Badge> : null}
            </span>
            <span className="block text-xs wrap-anywhere text-ink-faint">{email}</span>
            <span className="block text-xs text-ink-faint md:hidden">{shell(`roles.${role}`)}</span>
          </span>
        </span>
      ),
    },
    { key: "role", label: t("role"), wide: true, cell: ({ role }) => shell(`roles.${role}`) },
    {
      key: "calendar",
      label: t("calendar"),
      wide: true,
      cell: (member) => (
        <>
          {staff.find(({ id }) => id === member.staffId)?.name ?? t("noCalendar")}
          {member.role === "staff" && !member.seesAllCalendars ? (
            <span className="block text-xs text-ink-faint">{t("onlyOwn")}</span>
          ) : null}
        </>
      ),
    },
    {
      key: "status",
      label: t("status"),
      wide: true,
      cell: ({ status }) => <Badge tone={STATUS_TONES[status]}>{t(`statuses.${status}`)}</Badge>,
    },
    {
      key: "actions",
      label: common("actions"),
      align: "end",
      cell: (member) => (mayWrite && decidesAbout(user, member) ? <MemberActions member={member} /> : null),
    },
  ];
}
