import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "../ui/class-names.ts";
import type { SpeechEntry } from "./transcript-entries.ts";
import type { Playback } from "./use-playback.ts";

type SpeechBubbleProps = { entry: SpeechEntry; playback: Playback | undefined; isHeard: boolean };

/** What one side said in a row. Beside a recording it plays from there, and stands out while it is heard. */
export function SpeechBubble({ entry: { speaker, texts, fromMs }, playback, isHeard }: SpeechBubbleProps) {
  const t = useTranslations("calls");
  const caller = speaker === "caller";
  const bubble = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isHeard) bubble.current?.scrollIntoView({ block: "nearest" });
  }, [isHeard]);
  const look = classNames(
    "rounded-lg px-2.5 py-1.5 text-left text-sm leading-snug wrap-anywhere text-ink",
    caller ? "rounded-tr-sm bg-accent-soft" : "rounded-tl-sm bg-hover",
    isHeard && "ring-2 ring-accent",
  );
  return (
    <li
      ref={bubble}
      aria-current={isHeard || undefined}
      className={classNames("flex flex-col gap-0.5", caller ? "items-end pl-8" : "items-start pr-8")}
    >
      <span className="px-1 text-2xs text-ink-faint">{t(`speakers.${speaker}`)}</span>
      {playback && fromMs !== undefined ? (
        <button
          type="button"
          title={t("playFrom")}
          onClick={() => playback.seek(fromMs)}
          className={classNames(look, "cursor-pointer hover:ring-1 hover:ring-line-strong")}
        >
          {texts.join(" ")}
        </button>
      ) : (
        <p className={look}>{texts.join(" ")}</p>
      )}
    </li>
  );
}
