import { Link } from "@tanstack/react-router";
import { Phone } from "lucide-react";
import { useTranslations } from "use-intl";
import type { CallbackTaskView } from "../../contracts/callback-tasks.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { onlyBranch } from "../live/live-search.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { PhoneLink } from "../ui/phone.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { CallbackOwner } from "./callback-owner.tsx";
import { useCallbackActs } from "./use-callback-acts.ts";

const TONES = { open: "warn", done: "good", dismissed: "neutral" } as const;

/** What somebody said, how to reach them, and who takes care of it. */
export function CallbackRow(props: { task: CallbackTaskView }) {
  return (
    <PageTexts of={["callbacks"]}>
      <Row {...props} />
    </PageTexts>
  );
}

function Row({ task }: { task: CallbackTaskView }) {
  const t = useTranslations("callbacks");
  const formats = useBranchFormats();
  const acts = useCallbackActs(task);
  const mayWrite = useSignedIn().me.permissions.includes("calls:write");
  return (
    <li className="flex flex-wrap items-start gap-x-5 gap-y-3 px-4 py-4">
      <div className="min-w-0 flex-1 basis-80">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-semibold wrap-anywhere">{task.name ?? t("somebody")}</span>
          {task.urgency === "urgent" ? <Badge tone="bad">{t("urgent")}</Badge> : null}
          <Badge>{t(`topics.${task.topic}`)}</Badge>
          {task.status === "open" ? null : <Badge tone={TONES[task.status]}>{t(`filters.${task.status}`)}</Badge>}
        </p>
        <p className="mt-1 text-base wrap-anywhere whitespace-pre-line text-ink-soft">{task.message}</p>
        <p className="mt-1.5 flex flex-wrap items-center gap-x-3 text-sm text-ink-faint tabular-nums">
          <time dateTime={task.createdAt}>{formats.dateTime(task.createdAt)}</time>
          <Link
            to="/app/calls/$callId"
            params={{ callId: task.callId }}
            search={onlyBranch}
            className="inline-flex min-h-6 items-center font-medium text-accent hover:underline"
          >
            {t("call")}
          </Link>
        </p>
      </div>
      <div className="flex min-w-0 flex-col gap-2.5 max-sm:w-full sm:items-end">
        {task.phone ? (
          <PhoneLink
            phone={task.phone}
            icon={<Phone aria-hidden className="size-4" />}
            className="inline-flex min-h-6 items-center gap-1.5 tabular-nums pointer-coarse:min-h-11"
          />
        ) : (
          <span className="text-sm text-ink-faint">{t("noNumber")}</span>
        )}
        <CallbackOwner task={task} onAssign={acts.assign} isPending={acts.isPending} />
        {mayWrite && task.status === "open" ? (
          <div className="flex flex-wrap gap-2">
            <Button variant="primary" disabled={acts.isPending} onClick={acts.done}>
              {t("markDone")}
            </Button>
            <Button disabled={acts.isPending} onClick={acts.dismiss}>
              {t("dismiss")}
            </Button>
          </div>
        ) : null}
      </div>
      {acts.error ? (
        <div className="basis-full">
          <Refusal error={acts.error} />
        </div>
      ) : null}
    </li>
  );
}
