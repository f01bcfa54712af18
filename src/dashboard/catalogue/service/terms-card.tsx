import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { ServiceView } from "../../../contracts/catalogue.ts";
import { staffQuery } from "../../api/catalogue.ts";
import { useSignedIn } from "../../app/signed-in.tsx";
import { Card } from "../../ui/page.tsx";
import { OptionalNumber } from "../optional-number.tsx";
import type { PartProps } from "./part.ts";

type Terms = ServiceView["staffTerms"][number];
const USUAL = { durationMinutes: null, priceMinor: null, weight: 1 };

/** Where a member takes longer, charges otherwise, or takes more of those who do not mind. */
export function TermsCard({ service, change }: PartProps) {
  const t = useTranslations("service");
  const staff = useQuery(staffQuery(useSignedIn().branch.id)).data ?? [];
  const offering = staff.filter(({ id }) => service.staffIds.length === 0 || service.staffIds.includes(id));
  if (offering.length === 0) return null;
  const termsOf = (id: Terms["staffId"]): Terms =>
    service.staffTerms.find(({ staffId }) => staffId === id) ?? { staffId: id, ...USUAL };
  const set = (terms: Terms) => {
    const others = service.staffTerms.filter(({ staffId }) => staffId !== terms.staffId);
    change({ staffTerms: isUsual(terms) ? others : [...others, terms] });
  };
  return (
    <Card title={t("terms")}>
      <p className="mb-4 text-sm text-ink-soft">{t("termsWhy")}</p>
      <div className="flex flex-col gap-5">
        {offering.map(({ id, name }) => (
          <MemberTerms key={id} name={name} terms={termsOf(id)} service={service} onChange={set} />
        ))}
      </div>
    </Card>
  );
}

type MemberProps = { name: string; terms: Terms; service: ServiceView; onChange: (terms: Terms) => void };

function MemberTerms({ name, terms, service, onChange }: MemberProps) {
  const t = useTranslations("service");
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-semibold">{name}</legend>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        <OptionalNumber
          label={t("minutes")}
          none={String(service.durationMinutes)}
          min={5}
          max={720}
          value={terms.durationMinutes}
          onChange={(durationMinutes) => onChange({ ...terms, durationMinutes })}
        />
        <OptionalNumber
          label={t("priceIn", { currency: service.currency })}
          none={(service.priceMinor / 100).toFixed(2)}
          min={0}
          step="0.01"
          value={terms.priceMinor === null ? null : terms.priceMinor / 100}
          onChange={(price) => onChange({ ...terms, priceMinor: price === null ? null : Math.round(price * 100) })}
        />
        {service.selection === "round_robin" ? (
          <OptionalNumber
            label={t("weight")}
            none="1"
            min={1}
            max={100}
            value={terms.weight === 1 ? null : terms.weight}
            onChange={(weight) => onChange({ ...terms, weight: weight ?? 1 })}
          />
        ) : null}
      </div>
    </fieldset>
  );
}

function isUsual({ durationMinutes, priceMinor, weight }: Terms): boolean {
  return durationMinutes === null && priceMinor === null && weight === 1;
}
