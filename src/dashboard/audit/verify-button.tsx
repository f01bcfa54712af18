import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AuditReport } from "../../contracts/audit.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";

/** Far more than a business writes in years; it stops there and says so. */
const MOST_CALLS = 50;

/** Checks the chain from its first entry to its last, as many calls as that takes. */
async function verifyAll(): Promise<AuditReport> {
  let report = await ask("POST /api/v1/audit-log/verify", { body: {} });
  for (let call = 1; call < MOST_CALLS && report.isIntact && !report.isComplete; call++) {
    report = await ask("POST /api/v1/audit-log/verify", { body: { afterSeq: report.checkedTo } });
  }
  return report;
}

export function VerifyButton() {
  const t = useTranslations("audit");
  const [report, setReport] = useState<AuditReport | null>(null);
  const [isOpen, setOpen] = useState(false);
  const checking = useChange({ run: verifyAll, onDone: setReport });
  const open = () => {
    setOpen(true);
    checking.send(undefined);
  };
  return (
    <>
      <Button onClick={open}>
        <ShieldCheck aria-hidden className="size-4" /> {t("verify")}
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title={t("verify")} description={t("verifyWhy")}>
        <div role="status" className="text-sm">
          {checking.isPending ? t("verifying") : null}
          {!checking.isPending && report ? <Verdict report={report} /> : null}
        </div>
        <Refusal error={checking.error} />
      </Dialog>
    </>
  );
}

function Verdict({ report }: { report: AuditReport }) {
  const t = useTranslations("audit");
  if (report.isIntact) {
    return (
      <p className="rounded-md bg-good-soft px-3 py-2 text-good">
        {t("intact", { count: report.checkedTo, days: report.anchors })}
      </p>
    );
  }
  return (
    <div className="rounded-md bg-bad-soft px-3 py-2 text-bad">
      <p className="font-medium">{t("broken")}</p>
      <ul className="mt-1 list-inside list-disc">
        {report.findings.map(({ kind, seq, id }) => (
          <li key={`${kind} ${id}`}>{t("finding", { kind: t(`kinds.${kind}`), seq, id })}</li>
        ))}
      </ul>
    </div>
  );
}
