import { useQuery } from "@tanstack/react-query";
import { Smartphone } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { FactorsView } from "../../contracts/account.ts";
import { factorsQuery } from "../api/account.ts";
import { ask } from "../api/client.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { later } from "../ui/later.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useAccountRefusals } from "./use-refusals.ts";

const EnrolDialog = later(async () => (await import("./enrol-dialog.tsx")).EnrolDialog);
const RecoveryCodesDialog = later(async () => (await import("./recovery-codes-dialog.tsx")).RecoveryCodesDialog);

type Enrolment = { secret: string; uri: string; qrSvg: string };

export function AuthenticatorCard() {
  const t = useTranslations("security.totp");
  const query = useQuery(factorsQuery);
  const isOn = query.data?.totp != null;
  return (
    <Card title={t("title")} aside={query.data ? <State isOn={isOn} /> : null}>
      <p className="mb-4 text-sm text-ink-soft">{t("why")}</p>
      <Loaded query={query} rows={1}>
        {(factors) => (factors.totp ? <Enrolled factors={factors} /> : <NotEnrolled />)}
      </Loaded>
    </Card>
  );
}

function State({ isOn }: { isOn: boolean }) {
  const t = useTranslations("security.totp");
  return <Badge tone={isOn ? "good" : "neutral"}>{t(isOn ? "on" : "off")}</Badge>;
}

function NotEnrolled() {
  const t = useTranslations("security.totp");
  const known = useAccountRefusals();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const beginning = useEdit({
    run: () => ask("POST /api/v1/me/totp"),
    stale: [],
    said: null,
    onDone: setEnrolment,
  });
  return (
    <>
      <Button variant="primary" disabled={beginning.isPending} onClick={() => beginning.send("go")}>
        <Smartphone aria-hidden className="size-4" /> {t("setUp")}
      </Button>
      <Refusal error={beginning.error} known={known} />
      {enrolment ? (
        <EnrolDialog
          enrolment={enrolment}
          onClose={() => setEnrolment(null)}
          onDone={(made) => {
            setEnrolment(null);
            setCodes(made);
          }}
        />
      ) : null}
      {codes ? <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} /> : null}
    </>
  );
}

function Enrolled({ factors }: { factors: FactorsView }) {
  const t = useTranslations("security.totp");
  const formats = useBranchFormats();
  const known = useAccountRefusals();
  const [codes, setCodes] = useState<string[] | null>(null);
  return (
    <>
      <p className="text-sm">
        {t("since", { when: factors.totp ? formats.date(factors.totp.confirmedAt) : "" })}{" "}
        {t("codesLeft", { count: factors.recoveryCodesLeft })}
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        <ConfirmButton
          renderButton={(open) => <Button onClick={open}>{t("newCodes")}</Button>}
          title={t("newCodesTitle")}
          effect={t("newCodesEffect")}
          act={t("newCodes")}
          run={async () => setCodes((await ask("POST /api/v1/me/recovery-codes")).recoveryCodes)}
          said={t("newCodesMade")}
          stale={[["account", "factors"]]}
          known={known}
        />
        <ConfirmButton
          renderButton={(open) => <Button onClick={open}>{t("remove")}</Button>}
          title={t("removeTitle")}
          effect={t("removeEffect")}
          act={t("remove")}
          run={() => ask("DELETE /api/v1/me/totp")}
          said={t("removed")}
          stale={[["account", "factors"]]}
          known={known}
        />
      </div>
      {codes ? <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} /> : null}
    </>
  );
}
