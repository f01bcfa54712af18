import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { askSandbox } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useLocaleChoice } from "../i18n/locale-provider.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Select } from "../ui/select.tsx";
import { notify } from "../ui/toast.ts";

type Scenario = { id: string; title: Record<"de" | "en", string>; summary: string };
type Order = { scenario: string; language: "de" | "en" };
const LANGUAGES = [
  { value: "de", label: "Deutsch" },
  { value: "en", label: "English" },
] as const;

/** A call that the sandbox plays from beginning to end, over the real webhooks. */
export function TestCallDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("calls.test");
  const common = useTranslations("common");
  const { locale } = useLocaleChoice();
  const [scenario, setScenario] = useState("book");
  const [language, setLanguage] = useState<Order["language"]>(locale);
  const list = useQuery({
    queryKey: ["test-calls"],
    queryFn: () => askSandbox<{ scenarios: Scenario[] }>("GET"),
  });
  const placing = useChange({
    run: (order: Order) => askSandbox<{ isPlaced: boolean }>("POST", order),
    onDone: () => {
      notify({ title: t("placed"), description: t("placedNote") });
      onClose();
    },
  });
  const scenarios = list.data?.scenarios ?? [];
  const foot = (
    <>
      <Button onClick={onClose}>{common("cancel")}</Button>
      <Button
        variant="primary"
        disabled={scenarios.length === 0 || placing.isPending}
        onClick={() => placing.send({ scenario, language })}
      >
        {t("call")}
      </Button>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={t("place")} description={t("note")} foot={foot}>
      <div className="flex flex-col gap-4">
        <Field label={t("scenario")} hint={scenarios.find(({ id }) => id === scenario)?.summary}>
          <Select
            value={scenario}
            options={scenarios.map(({ id, title }) => ({ value: id, label: title[locale] }))}
            onChoose={setScenario}
          />
        </Field>
        <div className="flex flex-col items-start gap-1.5">
          <span className="text-sm font-medium text-ink-soft">{t("language")}</span>
          <Segmented label={t("language")} value={language} options={[...LANGUAGES]} onChoose={setLanguage} />
        </div>
        <Refusal error={placing.error ?? list.error} />
      </div>
    </Dialog>
  );
}
