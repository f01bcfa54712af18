import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask } from "../api/client.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Select } from "../ui/select.tsx";
import { CallFileForm } from "./call-file-form.tsx";
import { VendorCallsForm } from "./vendor-calls-form.tsx";

const WAYS = ["vendor", "file"] as const;

/** Calls that never reached us: from the provider's own list, or from a file. Both say first what they would do. */
export function ImportCallsDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("callImport");
  const common = useTranslations("common");
  const [way, setWay] = useState<(typeof WAYS)[number]>("vendor");
  const [chosen, setChosen] = useState<string | null>(null);
  const list = useQuery({
    queryKey: ["connections", "all"],
    queryFn: ({ signal }) => ask("GET /api/v1/connections", { query: { limit: 100 }, signal }),
  });
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t("title")}
      description={t("why")}
      foot={<Button onClick={onClose}>{common("close")}</Button>}
    >
      <Loaded query={list} rows={3}>
        {({ items }) => {
          const [first] = items;
          const connectionId = chosen ?? first?.id;
          if (!connectionId) return <p className="text-sm text-ink-soft">{t("noConnection")}</p>;
          return (
            <div className="flex flex-col gap-4">
              <Field label={t("connection")}>
                <Select
                  value={connectionId}
                  options={items.map(({ id, name, provider }) => ({ value: id, label: name || provider }))}
                  onChoose={setChosen}
                />
              </Field>
              <Segmented
                label={t("way")}
                value={way}
                options={WAYS.map((value) => ({ value, label: t(`ways.${value}`) }))}
                onChoose={setWay}
              />
              {way === "vendor" ? (
                <VendorCallsForm key={connectionId} connectionId={connectionId} />
              ) : (
                <CallFileForm key={connectionId} connectionId={connectionId} />
              )}
            </div>
          );
        }}
      </Loaded>
    </Dialog>
  );
}
