import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { customersQuery } from "../api/customers.ts";
import { Button } from "../ui/button.tsx";
import { PhoneNumber } from "../ui/phone.tsx";
import { SearchField } from "../ui/search-field.tsx";

type CustomerSearchProps = {
  /** The verb on the button beside each. */
  act: string;
  pending: boolean;
  /** Who is not meant. */
  except?: string;
  onPick: (customerId: string) => void;
};

/** Finds one customer among those that there are. */
export function CustomerSearch({ act, pending, except, onPick }: CustomerSearchProps) {
  const t = useTranslations("customers");
  const [q, setQ] = useState("");
  const found = useQuery({ ...customersQuery({ q, limit: 10 }), enabled: q !== "" }).data?.items ?? [];
  const shown = q === "" ? [] : found.filter(({ id }) => id !== except);
  return (
    <div>
      <SearchField label={t("search")} value={q} onSearch={setQ} />
      <ul className="mt-3 flex flex-col gap-2" aria-label={t("list")}>
        {shown.map(({ id, name, phone, email }) => (
          <li
            key={id}
            className="flex flex-wrap items-center justify-between gap-2 rounded-md border border-line px-3 py-2"
          >
            <span className="min-w-0 text-sm wrap-anywhere">
              <span className="font-semibold">{name}</span>
              <span className="block text-xs text-ink-faint tabular-nums">
                {phone ? <PhoneNumber phone={phone} /> : email}
              </span>
            </span>
            <Button disabled={pending} onClick={() => onPick(id)}>
              {act}
            </Button>
          </li>
        ))}
      </ul>
      <p role="status" className="mt-2 text-sm text-ink-faint">
        {q !== "" && shown.length === 0 ? t("noneFound", { q }) : ""}
      </p>
    </div>
  );
}
