import { useQuery } from "@tanstack/react-query";
import { CalendarSync } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { SubscriptionView } from "../../contracts/calendars.ts";
import { ListTab } from "../access/list-tab.tsx";
import { subscriptionsQuery } from "../api/calendars.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { Badge } from "../ui/badge.tsx";
import { later } from "../ui/later.tsx";
import { useCursors } from "../ui/rows.tsx";
import type { Column } from "../ui/table.tsx";
import { SubscriptionActions } from "./subscription-actions.tsx";
import { useNames } from "./use-names.ts";

const NewSubscriptionDialog = later(async () => (await import("./new-subscription-dialog.tsx")).NewSubscriptionDialog);

/** Calendars kept elsewhere whose events take the time of staff and rooms. */
export function Subscriptions() {
  const t = useTranslations("calendars.subscriptions");
  const mayWrite = useSignedIn().me.permissions.includes("calendars:write");
  const cursors = useCursors();
  const [isAdding, setAdding] = useState(false);
  const list = useQuery(subscriptionsQuery(cursors.query));
  const columns = useColumns(mayWrite);
  return (
    <ListTab
      about={t("about")}
      make={mayWrite ? { label: t("new"), onClick: () => setAdding(true) } : null}
      file="/api/v1/calendar-subscriptions/export"
      caption={t("title")}
      query={list}
      cursors={cursors}
      columns={columns}
      rowKey={({ id }) => id}
      empty={{ icon: CalendarSync, title: t("nothing"), advice: t("nothingAdvice") }}
    >
      {isAdding ? <NewSubscriptionDialog onClose={() => setAdding(false)} /> : null}
    </ListTab>
  );
}

function useColumns(mayWrite: boolean): Column<SubscriptionView>[] {
  const t = useTranslations("calendars.subscriptions");
  const common = useTranslations("common");
  const { nameOf } = useNames();
  const columns: Column<SubscriptionView>[] = [
    {
      key: "name",
      label: common("name"),
      cell: ({ name, host }) => (
        <>
          <span className="font-semibold wrap-anywhere">{name}</span>
          <span className="block text-xs wrap-anywhere text-ink-faint">{host}</span>
        </>
      ),
    },
    {
      key: "of",
      label: t("of"),
      cell: ({ calendarId, branchId }) => (
        <>
          {nameOf(calendarId) || t("elsewhere")}
          <span className="block text-xs text-ink-faint">{nameOf(branchId)}</span>
        </>
      ),
    },
    { key: "state", label: t("state"), cell: (subscription) => <State subscription={subscription} /> },
  ];
  if (!mayWrite) return columns;
  const cell = (subscription: SubscriptionView) => <SubscriptionActions subscription={subscription} />;
  return [...columns, { key: "actions", label: common("actions"), align: "end", cell }];
}

function State({ subscription }: { subscription: SubscriptionView }) {
  const t = useTranslations("calendars.subscriptions");
  const formats = useBranchFormats();
  const { lastError, lastSyncAt, busyCount, unreadCount } = subscription;
  if (lastError !== null) {
    return (
      <>
        <Badge tone="bad">{t(`errors.${lastError}`)}</Badge>
        <span className="mt-1 block text-xs text-ink-faint">
          {lastSyncAt === null ? t("neverRead") : t("blocksSince", { when: formats.dateTime(lastSyncAt) })}
        </span>
      </>
    );
  }
  if (lastSyncAt === null) return <Badge tone="neutral">{t("reading")}</Badge>;
  return (
    <>
      <Badge tone={unreadCount > 0 ? "warn" : "good"}>
        {unreadCount > 0 ? t("unread", { count: unreadCount }) : t("working")}
      </Badge>
      <span className="mt-1 block text-xs text-ink-faint">
        {t("readAt", { when: formats.dateTime(lastSyncAt), count: busyCount })}
      </span>
    </>
  );
}
