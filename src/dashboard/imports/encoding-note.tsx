import { useTranslations } from "use-intl";
import type { Encoding } from "./read-text-file.ts";

/** Says how a file was read that is not saved as it should be: somebody has to look whether that was right. */
export function EncodingNote({ encoding }: { encoding: Encoding }) {
  const t = useTranslations("imports");
  if (encoding === "UTF-8") return null;
  return (
    <p role="status" className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
      {t("reread", { encoding })}
    </p>
  );
}
