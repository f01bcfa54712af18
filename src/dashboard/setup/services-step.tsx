import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { ServiceView } from "../../contracts/catalogue.ts";
import { servicesQuery, staffQuery } from "../api/catalogue.ts";
import { ask } from "../api/client.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { ArchiveButton } from "../catalogue/archive-button.tsx";
import { EditRefusal } from "../catalogue/edit-refusal.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Select } from "../ui/select.tsx";
import { TEMPLATES, TRADES, type Trade } from "./trades.ts";

/** What can be booked. Templates of a trade are ticked and added at once, for everybody who works there. */
export function ServicesStep() {
  const t = useTranslations("setup.services");
  const { branch } = useSignedIn();
  const [trade, setTrade] = useState<Trade>("hair");
  const options = TRADES.map((value) => ({ value, label: t(`trades.${value}`) }));
  return (
    <Loaded query={useQuery(servicesQuery(branch.id))} rows={3}>
      {(services) => (
        <div className="grid gap-6 xl:grid-cols-2">
          <div>
            <Field label={t("trade")}>
              <Select value={trade} options={options} onChoose={setTrade} />
            </Field>
            <Templates key={trade} trade={trade} services={services} />
          </div>
          <Offered services={services} />
        </div>
      )}
    </Loaded>
  );
}

function Templates({ trade, services }: { trade: Trade; services: ServiceView[] }) {
  const t = useTranslations("setup.services");
  const language = useLocale() === "de" ? "de" : "en";
  const { branch } = useSignedIn();
  const staff = useQuery(staffQuery(branch.id)).data ?? [];
  const currency = services[0]?.currency ?? "EUR";
  const known = new Set(services.map(({ name }) => name));
  const offered = TEMPLATES[trade].filter((each) => !known.has(each[language]));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const wanted = offered.filter((each) => !left.has(each.en));
  const adding = useEdit({
    run: async (templates: typeof wanted) => {
      // One after the other: each changes the same rules.
      for (const { minutes: durationMinutes, price, ...names } of templates) {
        const what = { name: names[language], durationMinutes, priceMinor: price * 100, currency };
        await ask("POST /api/v1/services", {
          body: { branchId: branch.id, staffIds: staff.map(({ id }) => id), ...what },
        });
      }
      return templates.length;
    },
    said: (count) => t("added", { count }),
  });
  const toggle = (name: string) =>
    setLeft(new Set(left.has(name) ? [...left].filter((each) => each !== name) : [...left, name]));
  return (
    <fieldset className="mt-3">
      <legend className="sr-only">{t("templates")}</legend>
      {offered.map((each) => (
        <label key={each.en} className="flex min-h-11 items-center gap-3 text-base">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={!left.has(each.en)}
            onChange={() => toggle(each.en)}
          />
          <span className="min-w-0 flex-1">{each[language]}</span>
          <ServiceNumbers minutes={each.minutes} priceMinor={each.price * 100} currency={currency} />
        </label>
      ))}
      <Button className="mt-2" disabled={adding.isPending || wanted.length === 0} onClick={() => adding.send(wanted)}>
        {t("add", { count: wanted.length })}
      </Button>
      <EditRefusal error={adding.error} />
    </fieldset>
  );
}

function Offered({ services }: { services: ServiceView[] }) {
  const t = useTranslations("setup.services");
  return (
    <section>
      <h3 className="mb-1 text-sm font-medium text-ink-soft">{t("offered")}</h3>
      <ul className="divide-y divide-line">
        {services.map(({ id, name, durationMinutes, priceMinor, currency }) => (
          <li key={id} className="flex items-center gap-2 py-1 text-base">
            <span className="min-w-0 flex-1 truncate">{name}</span>
            <ServiceNumbers minutes={durationMinutes} priceMinor={priceMinor} currency={currency} />
            <ArchiveButton
              name={name}
              run={() => ask("DELETE /api/v1/services/{serviceId}", { params: { serviceId: id } })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ServiceNumbers({ minutes, priceMinor, currency }: { minutes: number; priceMinor: number; currency: string }) {
  const calendar = useTranslations("calendar");
  const formats = useBranchFormats();
  return (
    <span className="shrink-0 text-sm text-ink-faint tabular-nums">
      {calendar("minutes", { count: minutes })} · {formats.money(priceMinor, currency)}
    </span>
  );
}
