import { useLayoutEffect, useMemo, useRef } from "react";
import { useTranslations } from "use-intl";
import type { TranscriptLine } from "../../contracts/calls.ts";
import { classNames } from "../ui/class-names.ts";
import { FunctionCard } from "./function-card.tsx";
import { SpeechBubble } from "./speech-bubble.tsx";
import { type TranscriptEntry, transcriptEntries } from "./transcript-entries.ts";
import type { Playback } from "./use-playback.ts";

const NEAR_END_PX = 48;

type TranscriptProps = { lines: TranscriptLine[]; name: string; className?: string; playback?: Playback };

/** What is said, as it is said; `name` tells whose call it is. Follows the talk unless the reader has scrolled back. */
export function Transcript({ lines, name, className, playback }: TranscriptProps) {
  const t = useTranslations("calls");
  const entries = useMemo(() => transcriptEntries(lines), [lines]);
  const heard = playback ? heardAt(entries, playback.atMs) : -1;
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
            <SpeechBubble key={index} entry={entry} playback={playback} isHeard={index === heard} />
          ) : (
            <FunctionCard key={index} entry={entry} />
          ),
        )}
      </ol>
    </div>
  );
}

/** Which entry is heard: the last one that has begun. None before anything was played. */
function heardAt(entries: readonly TranscriptEntry[], atMs: number | null): number {
  if (atMs === null) return -1;
  return entries.findLastIndex(
    (entry) => entry.kind === "speech" && entry.fromMs !== undefined && entry.fromMs <= atMs,
  );
}
