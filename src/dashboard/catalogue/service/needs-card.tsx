import { useQuery } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import type { ResourceView, ServiceView } from "../../../contracts/catalogue.ts";
import { resourcesQuery } from "../../api/catalogue.ts";
import { useSignedIn } from "../../app/signed-in.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { Card } from "../../ui/page.tsx";
import type { PartProps } from "./part.ts";

type Need = ServiceView["resources"][number];
const MOST = 10;

/** Rooms, chairs and devices: each need is met by any one of those that are ticked. */
export function NeedsCard({ service, change }: PartProps) {
  const t = useTranslations("service");
  const resources = useQuery(resourcesQuery(useSignedIn().branch.id)).data ?? [];
  const needs = service.resources;
  const set = (at: number, need: Need) => change({ resources: needs.with(at, need) });
  const add = () => change({ resources: [...needs, firstNeed(resources)] });
  return (
    <Card title={t("needs")}>
      <p className="mb-4 text-sm text-ink-soft">{t(resources.length === 0 ? "noResources" : "needsWhy")}</p>
      <div className="flex flex-col gap-5">
        {needs.map((need, at) => (
          <NeedFields
            // biome-ignore lint/suspicious/noArrayIndexKey: needs have no id, and only the last of them comes and goes
            key={at}
            need={need}
            resources={resources}
            onChange={(next) => set(at, next)}
            onRemove={() => change({ resources: needs.toSpliced(at, 1) })}
          />
        ))}
        {resources.length > 0 && needs.length < MOST ? (
          <Button className="self-start" onClick={add}>
            <Plus aria-hidden className="size-4" /> {t("addNeed")}
          </Button>
        ) : null}
      </div>
    </Card>
  );
}

/** All of the first kind that there is. */
function firstNeed(resources: readonly ResourceView[]): Need {
  const kind = resources[0]?.kind ?? "";
  return { name: kind, resourceIds: resources.filter((resource) => resource.kind === kind).map(({ id }) => id) };
}

type NeedProps = {
  need: Need;
  resources: readonly ResourceView[];
  onChange: (need: Need) => void;
  onRemove: () => void;
};

function NeedFields({ need, resources, onChange, onRemove }: NeedProps) {
  const t = useTranslations("service");
  const { name, resourceIds } = need;
  const toggle = (id: Need["resourceIds"][number]) => {
    const kept = resourceIds.filter((other) => other !== id);
    onChange({ name, resourceIds: kept.length < resourceIds.length ? kept : [...resourceIds, id] });
  };
  return (
    <fieldset className="rounded-lg border border-line p-3">
      <legend className="sr-only">{name}</legend>
      <div className="flex items-end gap-2">
        <Field label={t("needName")} className="flex-1">
          <TextInput
            required
            maxLength={120}
            value={name}
            onChange={(event) => onChange({ name: event.target.value, resourceIds })}
          />
        </Field>
        <IconButton label={t("removeNeed", { name })} onClick={onRemove}>
          <Trash2 aria-hidden className="size-4" />
        </IconButton>
      </div>
      <div className="mt-3 flex flex-wrap gap-x-4 gap-y-1">
        {resources.map(({ id, name: label }) => (
          <label key={id} className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={resourceIds.includes(id)}
              onChange={() => toggle(id)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
