import { useTranslations } from "use-intl";
import type { AuditEntryView } from "../../contracts/audit.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { Code } from "../ui/code.tsx";
import { Detail, Details } from "../ui/details.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { useActionText } from "./use-action-text.ts";
import { useActorName } from "./use-actor-name.ts";

export function EntrySheet({ entry, onClose }: { entry: AuditEntryView; onClose: () => void }) {
  const t = useTranslations("audit");
  const formats = useBranchFormats();
  const actionText = useActionText();
  const actorName = useActorName();
  return (
    <Sheet open onClose={onClose} title={actionText(entry.action)} subtitle={formats.dateTime(entry.at)}>
      <Details>
        <Detail label={t("who")}>
          {actorName(entry.actor)} <Code text={entry.actor} what={t("copyActor")} />
        </Detail>
        <Detail label={t("subject")}>
          <Code text={entry.subjectId} what={t("copySubject")} />
        </Detail>
        <Detail label={t("request")}>
          <Code text={entry.requestId} what={t("copyRequest")} />
        </Detail>
        <Detail label={t("place")}>
          {entry.seq === null ? t("notYetChained") : <span className="tabular-nums">{entry.seq}</span>}
        </Detail>
      </Details>
      <Facts facts={entry.facts} />
    </Sheet>
  );
}

type Values = Record<string, unknown>;

/** What changed, side by side; other facts as they are. */
function Facts({ facts: { before, after, ...rest } }: { facts: Values }) {
  const t = useTranslations("audit");
  const [was, is] = [asValues(before), asValues(after)];
  const changed = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return (
    <>
      {changed.length > 0 ? (
        <table className="mt-5 w-full table-fixed border-collapse text-sm">
          <caption className="mb-1 text-left text-xs font-medium text-ink-faint">{t("changes")}</caption>
          <thead>
            <tr className="border-b border-line text-left text-xs text-ink-faint">
              <th scope="col" className="py-1.5 pr-2 font-medium">
                {t("field")}
              </th>
              <th scope="col" className="px-2 py-1.5 font-medium">
                {t("before")}
              </th>
              <th scope="col" className="py-1.5 pl-2 font-medium">
                {t("after")}
              </th>
            </tr>
          </thead>
          <tbody>
            {changed.map((field) => (
              <tr key={field} className="border-b border-line align-top last:border-b-0">
                <th scope="row" className="py-1.5 pr-2 text-left font-mono text-xs font-normal wrap-anywhere">
                  {field}
                </th>
                <td className="px-2 py-1.5 wrap-anywhere text-ink-soft">{asText(was[field])}</td>
                <td className="py-1.5 pl-2 font-medium wrap-anywhere">{asText(is[field])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {Object.keys(rest).length > 0 ? (
        <pre className="mt-5 overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
          {JSON.stringify(rest, null, 2)}
        </pre>
      ) : null}
    </>
  );
}

function asValues(value: unknown): Values {
  return typeof value === "object" && value !== null ? (value as Values) : {};
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return "–";
  return typeof value === "string" ? value : JSON.stringify(value);
}
