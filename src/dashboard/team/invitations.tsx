import { useQuery } from "@tanstack/react-query";
import { MailOpen, Send, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import type { InvitationView } from "../../contracts/team.ts";
import { ask } from "../api/client.ts";
import { invitationsQuery } from "../api/team.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Badge } from "../ui/badge.tsx";
import { IconButton } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Rows } from "../ui/rows.tsx";
import type { Column } from "../ui/table.tsx";
import { useTeamRefusals } from "./use-refusals.ts";

const STALE = [["team", "invitations"]];

/** Those without an answer. Whoever accepted is in the team above. */
export function Invitations({ mayWrite }: { mayWrite: boolean }) {
  const t = useTranslations("team");
  return (
    <Card title={t("invitations")} aside={<ExportLink path="/api/v1/invitations/export" of={t("invitations")} />} flush>
      <Rows
        caption={t("invitations")}
        query={useQuery(invitationsQuery)}
        columns={useColumns(mayWrite)}
        rowKey={({ id }) => id}
        empty={{ icon: MailOpen, title: t("noInvitations"), advice: t("noInvitationsAdvice") }}
      />
    </Card>
  );
}

function useColumns(mayWrite: boolean): Column<InvitationView>[] {
  const t = useTranslations("team");
  const shell = useTranslations("shell");
  const common = useTranslations("common");
  const formats = useBranchFormats();
  return [
    {
      key: "email",
      label: t("email"),
      cell: ({ email }) => <span className="font-medium wrap-anywhere">{email}</span>,
    },
    { key: "role", label: t("role"), wide: true, cell: ({ role }) => shell(`roles.${role}`) },
    {
      key: "expires",
      label: t("validUntil"),
      cell: ({ status, expiresAt }) =>
        status === "expired" ? (
          <Badge tone="warn">{t("expired")}</Badge>
        ) : (
          <span className="whitespace-nowrap tabular-nums">{formats.dateTime(expiresAt)}</span>
        ),
    },
    {
      key: "actions",
      label: common("actions"),
      align: "end",
      cell: (invitation) => (mayWrite ? <InvitationActions invitation={invitation} /> : null),
    },
  ];
}

function InvitationActions({ invitation }: { invitation: InvitationView }) {
  const t = useTranslations("team");
  const known = useTeamRefusals();
  const { id, email } = invitation;
  const params = { invitationId: id };
  const resending = useEdit({
    run: () => ask("POST /api/v1/invitations/{invitationId}/resend", { params }),
    stale: STALE,
    said: ({ delivery }) => t(delivery === "queued" ? "invited" : "invitedUnsent", { email }),
  });
  return (
    <span className="inline-flex flex-wrap justify-end gap-1">
      <IconButton label={t("resend", { email })} disabled={resending.isPending} onClick={() => resending.send("go")}>
        <Send aria-hidden className="size-4" />
      </IconButton>
      <ConfirmButton
        renderButton={(open) => (
          <IconButton label={t("withdraw", { email })} onClick={open}>
            <Trash2 aria-hidden className="size-4" />
          </IconButton>
        )}
        title={t("withdrawTitle", { email })}
        effect={t("withdrawEffect")}
        act={t("withdrawAct")}
        run={() => ask("DELETE /api/v1/invitations/{invitationId}", { params })}
        said={t("withdrawn", { email })}
        stale={STALE}
        known={known}
      />
      <Refusal error={resending.error} known={known} />
    </span>
  );
}
