import { useState } from "react";
import { useTranslations } from "use-intl";
import type { CallView } from "../../contracts/calls.ts";
import { Card } from "../ui/page.tsx";
import { RecordingPlayer } from "./recording-player.tsx";
import { Transcript } from "./transcript.tsx";
import { usePlayback } from "./use-playback.ts";

/** The words of a call, and what was recorded of it: each leads to its place in the other. */
export function RecordedTalk({ call, name }: { call: CallView; name: string }) {
  const t = useTranslations("calls");
  const { atMs, seek, audio, noteTime, playAt } = usePlayback(call.transcript);
  const [isReady, setIsReady] = useState(false);
  return (
    <Card title={t("transcript")} flush>
      <RecordingPlayer call={call} audio={audio} onTime={noteTime} onSpeed={playAt} onReady={() => setIsReady(true)} />
      <Transcript lines={call.transcript} name={name} {...(isReady ? { playback: { atMs, seek } } : {})} />
    </Card>
  );
}
