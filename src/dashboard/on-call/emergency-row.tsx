import { useTranslations } from "use-intl";
import type { AlertView } from "../../contracts/on-call.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { AttentionRow } from "../today/attention-row.tsx";
import { Button } from "../ui/button.tsx";
import { usePhoneFormat } from "../ui/phone.tsx";
import { useTaking } from "./use-taking.ts";

/** An emergency that nobody has taken, among what needs attention. */
export function EmergencyRow({ alert }: { alert: AlertView }) {
  return (
    <PageTexts of={["onCall"]}>
      <Row alert={alert} />
    </PageTexts>
  );
}

function Row({ alert }: { alert: AlertView }) {
  const t = useTranslations("onCall");
  const formats = useBranchFormats();
  const format = usePhoneFormat();
  const mayTake = useSignedIn().me.permissions.includes("calls:write");
  const taking = useTaking();
  const note = [formats.dateTime(alert.createdAt), t(`states.${alert.status}`), alert.phone && format(alert.phone)];
  return (
    <AttentionRow
      tone="bad"
      badge={t("emergency")}
      title={alert.message ?? t("noWords")}
      note={note.filter(Boolean).join(" · ")}
      error={taking.error}
    >
      {mayTake ? (
        <Button variant="primary" disabled={taking.isPending} onClick={() => taking.send(alert.id)}>
          {t("take")}
        </Button>
      ) : null}
    </AttentionRow>
  );
}
