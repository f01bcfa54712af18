import { Plus } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";
import { ExportLink } from "./export-link.tsx";

type ListActsProps = {
  path: `/api/v1/${string}/export`;
  /** The title of the list. */
  of: string;
  /** Null for those who may only look. */
  onAdd: (() => void) | null;
};

/** Beside the title of a list on a card: the whole of it as a file, and one more. */
export function ListActs({ path, of, onAdd }: ListActsProps) {
  const t = useTranslations("common");
  return (
    <>
      <ExportLink path={path} of={of} />
      {onAdd ? (
        <Button onClick={onAdd}>
          <Plus aria-hidden className="size-4" /> {t("add")}
        </Button>
      ) : null}
    </>
  );
}
