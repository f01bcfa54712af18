import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useTranslations } from "use-intl";
import { tenantQuery } from "../api/operations.ts";
import { useNow } from "../live/clock.ts";
import { IconButton } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { useConsoleSearch } from "./console-search.ts";
import { useConsoleFormats } from "./use-console.ts";

const ID_TAIL = 6;

/** The end of an id tells one from another; the whole of it is copied. */
export function Id({ id }: { id: string }) {
  const t = useTranslations("admin");
  const short = id.length > 16 ? `${id.slice(0, 4)}…${id.slice(-ID_TAIL)}` : id;
  return (
    <span className="inline-flex items-center gap-0.5 whitespace-nowrap">
      <code className="font-mono text-xs text-ink-faint" title={id}>
        {short}
      </code>
      <CopyButton text={id} what={t("copyId")} />
    </span>
  );
}

export function TenantLink({ id, name }: { id: string; name: string }) {
  return (
    <Link
      to="/admin/tenants/$tenantId"
      params={{ tenantId: id }}
      className="inline-flex min-h-6 items-center font-medium text-accent hover:underline"
    >
      {name}
    </Link>
  );
}

/** How long ago, with the exact moment beside it for those who need it. */
export function Moment({ at }: { at: string | null }) {
  const t = useTranslations("admin");
  const formats = useConsoleFormats();
  const now = useNow(30_000);
  if (at === null) return <span className="text-ink-faint">{t("never")}</span>;
  return (
    <time dateTime={at} title={formats.dateTime(at)} className="whitespace-nowrap tabular-nums">
      {formats.relative(at, now)}
    </time>
  );
}

/** Shown where a list is narrowed to one business. */
export function TenantFilter() {
  const t = useTranslations("admin");
  const [{ tenant }, patch] = useConsoleSearch();
  const name = useQuery({ ...tenantQuery(tenant ?? ""), enabled: tenant !== undefined }).data?.name;
  if (!tenant) return null;
  return (
    <span className="inline-flex min-h-9 items-center gap-1 rounded-md bg-accent-soft pl-3 text-sm text-accent-strong">
      {t("onlyBusiness", { name: name ?? `…${tenant.slice(-ID_TAIL)}` })}
      <IconButton small label={t("showAll")} onClick={() => patch({ tenant: undefined })}>
        <X aria-hidden className="size-3.5" />
      </IconButton>
    </span>
  );
}

type ChoiceProps = { id: string; chosen: { ids: readonly string[]; toggle: (id: string) => void } };

/** Ticks a row, for what is done with several at once. */
export function Choice({ id, chosen: { ids, toggle } }: ChoiceProps) {
  const t = useTranslations("admin");
  return (
    <label className="grid size-6 place-items-center">
      <input
        type="checkbox"
        className="size-4 accent-accent"
        aria-label={t("choose", { id: `…${id.slice(-ID_TAIL)}` })}
        checked={ids.includes(id)}
        onChange={() => toggle(id)}
      />
    </label>
  );
}
