import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Scissors } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import type { ServiceView } from "../../contracts/catalogue.ts";
import { servicesQuery } from "../api/catalogue.ts";
import { ask } from "../api/client.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { useDayNames } from "../live/day-names.tsx";
import { onlyBranch } from "../live/live-search.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Form } from "../ui/form.tsx";
import type { Column } from "../ui/table.tsx";
import { ArchiveButton } from "./archive-button.tsx";
import { EditRefusal } from "./edit-refusal.tsx";
import { ListPage } from "./list-page.tsx";
import { useEdit } from "./use-edit.ts";

export function ServicesPage() {
  const t = useTranslations("catalogue.services");
  const { me, branch } = useSignedIn();
  const mayWrite = me.permissions.includes("catalogue:write");
  const [isAdding, setAdding] = useState(false);
  const columns = useColumns(mayWrite);
  const services = useQuery(servicesQuery(branch.id));
  return (
    <ListPage
      title={t("title")}
      subtitle={t("subtitle")}
      query={services}
      columns={columns}
      rowKey={({ id }) => id}
      empty={{ icon: Scissors, title: t("nothing"), advice: t("nothingAdvice") }}
      of="services"
      make={{ label: t("new"), onClick: () => setAdding(true) }}
    >
      {isAdding ? (
        <NewServiceDialog currency={services.data?.[0]?.currency ?? "EUR"} onClose={() => setAdding(false)} />
      ) : null}
    </ListPage>
  );
}

function useColumns(mayWrite: boolean): Column<ServiceView>[] {
  const t = useTranslations("catalogue.services");
  const calendar = useTranslations("calendar");
  const common = useTranslations("common");
  const formats = useBranchFormats();
  const names = useDayNames();
  const columns: Column<ServiceView>[] = [
    {
      key: "name",
      label: t("name"),
      cell: ({ id, name, description }) => (
        <>
          <Link
            to="/app/services/$serviceId"
            params={{ serviceId: id }}
            search={onlyBranch}
            className="inline-block min-h-6 font-semibold underline-offset-3 hover:underline"
          >
            {name}
          </Link>
          <span className="line-clamp-1 max-w-96 text-xs text-ink-faint max-md:hidden">{description}</span>
        </>
      ),
    },
    {
      key: "who",
      label: t("who"),
      wide: true,
      cell: ({ staffIds }) =>
        staffIds.length === 0 ? t("everyone") : staffIds.map((id) => names.staff(id)?.split(" ")[0]).join(", "),
    },
    {
      key: "booking",
      label: t("booking"),
      wide: true,
      cell: ({ isBookableOnline, approvalHours }) => {
        if (!isBookableOnline) return <Badge>{t("deskOnly")}</Badge>;
        return approvalHours ? <Badge tone="warn">{t("onRequest")}</Badge> : <Badge tone="good">{t("online")}</Badge>;
      },
    },
    {
      key: "duration",
      label: t("duration"),
      align: "end",
      cell: ({ durationMinutes }) => (
        <span className="whitespace-nowrap">{calendar("minutes", { count: durationMinutes })}</span>
      ),
    },
    {
      key: "price",
      label: t("price"),
      align: "end",
      cell: ({ priceMinor, currency }) => formats.money(priceMinor, currency),
    },
  ];
  if (!mayWrite) return columns;
  const archive: Column<ServiceView> = {
    key: "actions",
    label: common("actions"),
    align: "end",
    cell: ({ id, name }) => (
      <ArchiveButton
        name={name}
        run={() => ask("DELETE /api/v1/services/{serviceId}", { params: { serviceId: id } })}
      />
    ),
  };
  return [...columns, archive];
}

function NewServiceDialog({ currency, onClose }: { currency: string; onClose: () => void }) {
  const t = useTranslations("catalogue.services");
  const common = useTranslations("common");
  const { branch } = useSignedIn();
  const navigate = useNavigate();
  const formId = useId();
  const [draft, setDraft] = useState({ name: "", minutes: "30", price: "" });
  const adding = useEdit({
    run: (body: { name: string; durationMinutes: number; priceMinor: number }) =>
      ask("POST /api/v1/services", { body: { ...body, branchId: branch.id, currency } }),
    onDone: ({ id }) =>
      void navigate({
        to: "/app/services/$serviceId",
        params: { serviceId: id },
        search: onlyBranch,
      }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const priceMinor = Math.round(Number(draft.price) * 100);
    adding.send({ name: draft.name.trim(), durationMinutes: Number(draft.minutes), priceMinor });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("new")}
      foot={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button variant="primary" type="submit" form={formId} disabled={adding.isPending}>
            {common("add")}
          </Button>
        </>
      }
    >
      <Form id={formId} onSubmit={submit} className="grid grid-cols-2 gap-4">
        <Field label={t("name")} className="col-span-2">
          <TextInput
            required
            maxLength={120}
            value={draft.name}
            onChange={(event) => setDraft({ ...draft, name: event.target.value })}
          />
        </Field>
        <Field label={t("durationMinutes")}>
          <TextInput
            type="number"
            required
            min={5}
            max={1440}
            value={draft.minutes}
            onChange={(event) => setDraft({ ...draft, minutes: event.target.value })}
          />
        </Field>
        <Field label={t("priceIn", { currency })}>
          <TextInput
            type="number"
            required
            min={0}
            step="0.01"
            value={draft.price}
            onChange={(event) => setDraft({ ...draft, price: event.target.value })}
          />
        </Field>
        <div className="col-span-2">
          <EditRefusal error={adding.error} />
        </div>
      </Form>
    </Dialog>
  );
}
