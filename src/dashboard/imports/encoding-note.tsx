import { useTranslations } from "use-intl";
import { PageTexts } from "../i18n/page-texts.tsx";
import type { Encoding } from "./read-text-file.ts";

/** Says how a file was read that is not saved as it should be: somebody has to look whether that was right. */
export function EncodingNote({ encoding }: { encoding: Encoding }) {
  if (encoding === "UTF-8") return null;
  return (
    <PageTexts of={["imports"]}>
      <Reread encoding={encoding} />
    </PageTexts>
  );
}

function Reread({ encoding }: { encoding: Encoding }) {
  const t = useTranslations("imports");
  return (
    <p role="status" className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
      {t("reread", { encoding })}
    </p>
  );
}
