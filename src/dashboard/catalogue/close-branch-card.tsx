import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { BranchView } from "../../contracts/catalogue.ts";
import { ApiError } from "../api/api-error.ts";
import { ask } from "../api/client.ts";
import { meQuery } from "../api/queries.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ClosingObstacles } from "./closing-obstacles.tsx";
import { useEdit } from "./use-edit.ts";

type Act = "close" | "reopen";

/** For a location that is given up, and for one that is taken up again. */
export function CloseBranchCard({ branch }: { branch: BranchView }) {
  const { permissions } = useSignedIn().me;
  if (!permissions.includes("catalogue:write")) return null;
  return (
    <PageTexts of={["closeBranch"]}>
      {branch.closedAt ? <ClosedCard branch={branch} /> : <OpenCard branch={branch} />}
    </PageTexts>
  );
}

function OpenCard({ branch: { id, name } }: { branch: BranchView }) {
  const t = useTranslations("closeBranch");
  const [isAsking, setAsking] = useState(false);
  const closing = useClosing(id, "close", t("closed", { name }), () => setAsking(false));
  const obstacles = closing.error instanceof ApiError ? closing.error.obstacles : undefined;
  const cancel = () => {
    setAsking(false);
    closing.reset();
  };
  return (
    <Card title={t("title")}>
      <Choice why={t("why")}>
        <Button onClick={() => setAsking(true)}>{t("close")}</Button>
      </Choice>
      <ConfirmDialog
        open={isAsking}
        onClose={cancel}
        title={t("question", { name })}
        effect={t("effect")}
        act={obstacles ? t("again") : t("act")}
        pending={closing.isPending}
        onConfirm={() => closing.send(undefined)}
        error={
          obstacles ? <ClosingObstacles obstacles={obstacles} onLeave={cancel} /> : <Refusal error={closing.error} />
        }
      />
    </Card>
  );
}

function ClosedCard({ branch: { id, name, closedAt } }: { branch: BranchView }) {
  const t = useTranslations("closeBranch");
  const formats = useBranchFormats();
  const opening = useClosing(id, "reopen", t("reopened", { name }));
  return (
    <Card title={t("closedSince", { date: formats.date(closedAt ?? "") })}>
      <Choice why={t("reopenWhy")}>
        <Button variant="primary" disabled={opening.isPending} onClick={() => opening.send(undefined)}>
          {t("reopen")}
        </Button>
      </Choice>
      {opening.error ? (
        <div className="mt-3">
          <Refusal error={opening.error} />
        </div>
      ) : null}
    </Card>
  );
}

function Choice({ why, children }: { why: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <p className="min-w-0 flex-1 basis-72 text-sm text-ink-soft">{why}</p>
      {children}
    </div>
  );
}

function useClosing(branchId: BranchView["id"], act: Act, said: string, onDone?: () => void) {
  const client = useQueryClient();
  return useEdit({
    run: () =>
      act === "close"
        ? ask("POST /api/v1/branches/{branchId}/close", { params: { branchId }, body: {} })
        : ask("POST /api/v1/branches/{branchId}/reopen", { params: { branchId }, body: {} }),
    said: () => said,
    stale: [["catalogue"], ["calendar"], ["availability"], ["waitlist"], [...meQuery.queryKey]],
    onDone: ({ closedAt }) => {
      client.setQueryData(meQuery.queryKey, (me) => {
        const branches = me?.branches.map((each) =>
          each.id === branchId ? { ...each, isClosed: closedAt !== null } : each,
        );
        return me && branches && { ...me, branches };
      });
      onDone?.();
    },
  });
}
