import { useState } from "react";
import { useTranslations } from "use-intl";
import type { HoursView } from "../../contracts/catalogue.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { Button } from "../ui/button.tsx";
import { Form, type SentElsewhere } from "../ui/form.tsx";
import { Card } from "../ui/page.tsx";
import { EditRefusal } from "./edit-refusal.tsx";
import { useSaveHours } from "./use-save-hours.ts";
import { WeeklyField } from "./weekly-field.tsx";

export function HoursForm({ hours, etag, sent }: { hours: HoursView; etag: string | undefined; sent?: SentElsewhere }) {
  const common = useTranslations("common");
  const { permissions } = useSignedIn().me;
  const mayWrite = permissions.includes("catalogue:write");
  const [weekly, setWeekly] = useState(hours.weekly);
  const saving = useSaveHours(etag, sent?.onSaved);
  const isChanged = weekly !== hours.weekly;
  const submit = () => (isChanged ? saving.send({ weekly, exceptions: hours.exceptions }) : sent?.onSaved());
  return (
    <Card>
      <Form id={sent?.id} onSubmit={submit}>
        <WeeklyField weekly={weekly} onChange={setWeekly} disabled={!mayWrite} />
        <EditRefusal error={saving.error} onReload={() => setWeekly(hours.weekly)} />
        {mayWrite ? (
          <div className="mt-4 flex justify-end">
            <Button variant="primary" type="submit" disabled={saving.isPending || !isChanged}>
              {common("save")}
            </Button>
          </div>
        ) : null}
      </Form>
    </Card>
  );
}
