import { useQuery } from "@tanstack/react-query";
import { Rss, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { FeedView } from "../../contracts/calendars.ts";
import { ListTab } from "../access/list-tab.tsx";
import { feedsQuery } from "../api/calendars.ts";
import { ask } from "../api/client.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { IconButton } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { later } from "../ui/later.tsx";
import { useCursors } from "../ui/rows.tsx";
import type { Column } from "../ui/table.tsx";
import { useNames } from "./use-names.ts";

const SecretDialog = later(async () => (await import("../access/secret-dialog.tsx")).SecretDialog);
const NewFeedDialog = later(async () => (await import("./new-feed-dialog.tsx")).NewFeedDialog);

/** Addresses at which phones and calendar programs read our appointments. */
export function Feeds() {
  const t = useTranslations("calendars.feeds");
  const mayWrite = useSignedIn().me.permissions.includes("calendars:write");
  const cursors = useCursors();
  const [isMaking, setMaking] = useState(false);
  const [address, setAddress] = useState<string | null>(null);
  const list = useQuery(feedsQuery(cursors.query));
  const columns = useColumns(mayWrite);
  return (
    <ListTab
      about={t("about")}
      make={mayWrite ? { label: t("new"), onClick: () => setMaking(true) } : null}
      file="/api/v1/calendar-feeds/export"
      caption={t("title")}
      query={list}
      cursors={cursors}
      columns={columns}
      rowKey={({ id }) => id}
      empty={{ icon: Rss, title: t("nothing"), advice: t("nothingAdvice") }}
    >
      {isMaking ? <NewFeedDialog onClose={() => setMaking(false)} onMade={setAddress} /> : null}
      {address ? <SecretDialog title={t("address")} secret={address} onClose={() => setAddress(null)} /> : null}
    </ListTab>
  );
}

function useColumns(mayWrite: boolean): Column<FeedView>[] {
  const t = useTranslations("calendars.feeds");
  const common = useTranslations("common");
  const formats = useBranchFormats();
  const { nameOf } = useNames();
  const columns: Column<FeedView>[] = [
    {
      key: "of",
      label: t("of"),
      cell: ({ branchId, staffId }) => (
        <>
          <span className="font-semibold">{staffId === null ? t("wholeBranch") : nameOf(staffId) || t("member")}</span>
          <span className="block text-xs text-ink-faint">{nameOf(branchId)}</span>
        </>
      ),
    },
    { key: "details", label: t("details"), cell: ({ details }) => t(`shows.${details}`) },
    {
      key: "read",
      label: t("lastRead"),
      wide: true,
      cell: ({ lastReadAt }) => (lastReadAt === null ? t("never") : formats.dateTime(lastReadAt)),
    },
  ];
  if (!mayWrite) return columns;
  const cell = (feed: FeedView) => <RevokeFeed feed={feed} />;
  return [...columns, { key: "actions", label: common("actions"), align: "end", cell }];
}

function RevokeFeed({ feed: { id } }: { feed: FeedView }) {
  const t = useTranslations("calendars.feeds");
  return (
    <ConfirmButton
      renderButton={(open) => (
        <IconButton label={t("revoke")} onClick={open}>
          <Trash2 aria-hidden className="size-4" />
        </IconButton>
      )}
      title={t("revokeTitle")}
      effect={t("revokeEffect")}
      act={t("revoke")}
      run={() => ask("DELETE /api/v1/calendar-feeds/{feedId}", { params: { feedId: id } })}
      said={t("revoked")}
      stale={[["calendars"]]}
    />
  );
}
