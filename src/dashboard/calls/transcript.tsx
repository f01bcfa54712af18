import { useLayoutEffect, useMemo, useRef } from "react";
import { useTranslations } from "use-intl";
import type { TranscriptLine } from "../../contracts/calls.ts";
import { classNames } from "../ui/class-names.ts";
import { FunctionCard } from "./function-card.tsx";
import { type Speaker, transcriptEntries } from "./transcript-entries.ts";

const NEAR_END_PX = 48;

type TranscriptProps = { lines: TranscriptLine[]; name: string; className?: string };

/** What is said, as it is said; `name` tells whose call it is. Follows the talk unless the reader has scrolled back. */
export function Transcript({ lines, name, className }: TranscriptProps) {
  const t = useTranslations("calls");
  const entries = useMemo(() => transcriptEntries(lines), [lines]);
  const frame = useRef<HTMLDivElement>(null);
  const following = useRef(true);

  useLayoutEffect(() => {
    const element = frame.current;
    if (element && following.current) element.scrollTop = element.scrollHeight;
  });

  const noteScroll = () => {
    const element = frame.current;
    if (!element) return;
    following.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
  };

  if (entries.length === 0)
    return <p className="border-t border-line px-3 py-3 text-sm text-ink-faint">{t("noWordsYet")}</p>;
  return (
    <div
      ref={frame}
      role="region"
      aria-label={`${t("transcript")} ${name}`}
      tabIndex={0}
      onScroll={noteScroll}
      className={classNames("overflow-y-auto -outline-offset-2", className)}
    >
      <ol className="flex flex-col gap-2 p-3">
        {entries.map((entry, index) =>
          entry.kind === "speech" ? (
            <Speech key={index} speaker={entry.speaker} texts={entry.texts} />
          ) : (
            <FunctionCard key={index} entry={entry} />
          ),
        )}
      </ol>
    </div>
  );
}

function Speech({ speaker, texts }: { speaker: Speaker; texts: string[] }) {
  const t = useTranslations("calls.speakers");
  const caller = speaker === "caller";
  return (
    <li className={classNames("flex flex-col gap-0.5", caller ? "items-end pl-8" : "items-start pr-8")}>
      <span className="px-1 text-2xs text-ink-faint">{t(speaker)}</span>
      <p
        className={classNames(
          "rounded-lg px-2.5 py-1.5 text-sm leading-snug wrap-anywhere",
          caller ? "rounded-tr-sm bg-accent-soft text-ink" : "rounded-tl-sm bg-hover text-ink",
        )}
      >
        {texts.join(" ")}
      </p>
    </li>
  );
}
