import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { letterQuery } from "../api/operations.ts";
import { Code } from "../ui/code.tsx";
import { Detail, Details } from "../ui/details.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { LetterActs } from "./letter-acts.tsx";
import { useConsoleFormats } from "./use-console.ts";

/** One message that failed for good: where it came from and what it says, but for what is personal. */
export function LetterSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations("admin.letters");
  const admin = useTranslations("admin");
  const common = useTranslations("common");
  const formats = useConsoleFormats();
  const letter = useQuery(letterQuery(id));
  return (
    <Sheet open onClose={onClose} title={t("body")} subtitle={t("bodyNote")}>
      {letter.error ? <FailureNotice error={letter.error} onRetry={() => void letter.refetch()} /> : null}
      {!letter.data && !letter.error ? <SkeletonRows rows={4} className="h-6" label={common("loading")} /> : null}
      {letter.data ? (
        <div className="flex flex-col gap-4">
          <Details>
            <Detail label="Id">
              <Code text={letter.data.id} what={admin("copyId")} />
            </Detail>
            <Detail label={t("queue")}>{letter.data.queue}</Detail>
            <Detail label={t("goesTo")}>{letter.data.goesTo ?? t("nowhere")}</Detail>
            <Detail label={admin("received")}>{formats.dateTime(letter.data.receivedAt)}</Detail>
          </Details>
          <pre className="overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
            {JSON.stringify(letter.data.body, null, 2)}
          </pre>
          <LetterActs ids={[letter.data.id]} onDone={onClose} />
        </div>
      ) : null}
    </Sheet>
  );
}
