import { useTranslations } from "use-intl";
import { useBranchFormats } from "../app/signed-in.tsx";

type NothingFreeProps = { nearest: readonly { startsAt: string }[]; onChoose: (startsAt: string) => void };

/** A day without a free time, and the free times around it. */
export function NothingFree({ nearest, onChoose }: NothingFreeProps) {
  const t = useTranslations("booking");
  const formats = useBranchFormats();
  return (
    <div className="flex flex-col gap-2 rounded-md bg-sunken px-3 py-3 text-sm text-ink-soft">
      <p>{t("noTimes")}</p>
      {nearest.length > 0 ? (
        <div role="group" aria-label={t("nearestFree")} className="flex flex-wrap items-center gap-1.5">
          <span aria-hidden>{t("nearestFree")}</span>
          {nearest.map(({ startsAt }) => (
            <button
              key={startsAt}
              type="button"
              className="min-h-8 rounded-md border border-line-strong bg-surface px-2 font-medium text-ink tabular-nums hover:bg-hover pointer-coarse:min-h-11"
              onClick={() => onChoose(startsAt)}
            >
              {`${formats.dayShort(startsAt)}, ${formats.exactTime(startsAt)}`}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
}
