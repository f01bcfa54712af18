import { Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { useSignedIn } from "../app/signed-in.tsx";
import { buttonClass } from "./button.tsx";

type ExportLinkProps = {
  path: `/api/v1/${string}/export`;
  query?: Record<string, string | number | undefined>;
  /** Which table, where a page has several. */
  of?: string;
  /** What it says instead of the usual words. */
  label?: string;
};

/** The whole table as a file, with the filters that are set. Only for those who may take tables along. */
export function ExportLink({ path, query = {}, of, label }: ExportLinkProps) {
  const common = useTranslations("common");
  const { permissions } = useSignedIn().me;
  if (!permissions.includes("data:export")) return null;
  const given = Object.entries(query).flatMap(([key, value]) => (value ? [[key, String(value)]] : []));
  const search = given.length > 0 ? `?${new URLSearchParams(given).toString()}` : "";
  return (
    <a
      href={path + search}
      download
      aria-label={of ? `${common("csv")}: ${of}` : undefined}
      className={buttonClass("secondary", "min-h-9 px-3 pointer-coarse:min-h-11")}
    >
      <Download aria-hidden className="size-4" /> {label ?? common("csv")}
    </a>
  );
}
