import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import type { ConflictView } from "../../contracts/busy.ts";
import { conflictsQuery } from "../api/booking.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { useKeeping } from "../booking/use-keeping.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Button } from "../ui/button.tsx";
import { Refusal } from "../ui/refusal.tsx";

/** Which busy time lies over an appointment, until somebody moves it, cancels it, or keeps it as it is. */
export function ClashNotice({ appointment: { id, branchId } }: { appointment: AppointmentView }) {
  const conflicts = useQuery(conflictsQuery(branchId)).data ?? [];
  const own = conflicts.filter(({ appointmentId }) => appointmentId === id);
  if (own.length === 0) return null;
  return (
    <PageTexts of={["attention"]}>
      {own.map((conflict) => (
        <Clash key={conflict.id} conflict={conflict} />
      ))}
    </PageTexts>
  );
}

function Clash({ conflict: { id, startsAt, endsAt } }: { conflict: ConflictView }) {
  const t = useTranslations("attention.clash");
  const common = useTranslations("common");
  const formats = useBranchFormats();
  const { permissions } = useSignedIn().me;
  const keeping = useKeeping();
  return (
    <section aria-label={t("title")} className="mb-4 flex flex-col gap-2 rounded-md bg-bad-soft px-3 py-3 text-sm">
      <p className="flex items-center gap-2 font-semibold text-bad">
        <TriangleAlert aria-hidden className="size-4 shrink-0" /> {t("title")}
      </p>
      <p>{t("text", { when: formats.timeRange(startsAt, endsAt) })}</p>
      {permissions.includes("appointments:write") ? (
        <Button className="self-start" disabled={keeping.isPending} onClick={() => keeping.send(id)}>
          {common("keep")}
        </Button>
      ) : null}
      <Refusal error={keeping.error} />
    </section>
  );
}
