import { ExternalLink, Play } from "lucide-react";
import { type RefObject, useState } from "react";
import { useTranslations } from "use-intl";
import type { CallView } from "../../contracts/calls.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Button } from "../ui/button.tsx";
import { later } from "../ui/later.tsx";
import { Refusal } from "../ui/refusal.tsx";
import type { Speed } from "./player-options.tsx";
import { soundSpans } from "./silence.ts";

const PlayerOptions = later(async () => (await import("./player-options.tsx")).PlayerOptions);

type RecordingPlayerProps = {
  call: Pick<CallView, "id" | "recording" | "recordingUrl" | "transcript">;
  audio: RefObject<HTMLAudioElement | null>;
  onTime: (skipsSilence: boolean) => void;
  onSpeed: (rate: number) => void;
  onReady: () => void;
};

/** Plays the copy that we keep, or says why there is none. The link is asked for when somebody wants to listen. */
export function RecordingPlayer(props: RecordingPlayerProps) {
  const { recording, recordingUrl } = props.call;
  if (!recording && !recordingUrl) return null;
  return (
    <PageTexts of={["callRecording"]}>
      <Player {...props} />
    </PageTexts>
  );
}

function Player({ call, audio, onTime, onSpeed, onReady }: RecordingPlayerProps) {
  const t = useTranslations("callRecording");
  const { permissions } = useSignedIn().me;
  const [url, setUrl] = useState<string | null>(null);
  const linking = useChange({
    run: (callId: string) => ask("POST /api/v1/calls/{callId}/recording-link", { params: { callId }, body: {} }),
    onDone: (link) => {
      setUrl(link.url);
      onReady();
    },
  });
  const { recording, recordingUrl } = call;
  const isPlayable = recording?.state === "stored" && permissions.includes("calls:write");
  return (
    <div className="flex flex-col gap-2 border-b border-line px-4 py-3">
      {url ? <Audio url={url} audio={audio} lines={call.transcript} onTime={onTime} onSpeed={onSpeed} /> : null}
      {!url && isPlayable ? (
        <Button disabled={linking.isPending} onClick={() => linking.send(call.id)} className="self-start">
          <Play aria-hidden className="size-4" /> {t("listen")}
        </Button>
      ) : null}
      {recording && recording.state !== "stored" ? (
        <p className="text-sm text-ink-faint">{t(`states.${recording.state}`)}</p>
      ) : null}
      {!recording && recordingUrl ? (
        <a
          href={recordingUrl}
          target="_blank"
          rel="noreferrer"
          className="inline-flex min-h-6 items-center gap-1.5 self-start text-sm font-medium text-accent hover:underline"
        >
          <ExternalLink aria-hidden className="size-4" /> {t("atProvider")}
        </a>
      ) : null}
      <Refusal error={linking.error} />
    </div>
  );
}

type AudioProps = Pick<RecordingPlayerProps, "audio" | "onTime" | "onSpeed"> & {
  url: string;
  lines: CallView["transcript"];
};

function Audio({ url, audio, lines, onTime, onSpeed }: AudioProps) {
  const t = useTranslations("callRecording");
  const [speed, setSpeed] = useState<Speed>("1");
  const [skips, setSkips] = useState(false);
  const choose = (next: Speed) => {
    onSpeed(Number(next));
    setSpeed(next);
  };
  const maySkip = soundSpans(lines).length > 0;
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- the transcript below is what was said */}
      <audio
        ref={audio}
        src={url}
        controls
        autoPlay
        preload="metadata"
        aria-label={t("title")}
        onTimeUpdate={() => onTime(skips)}
        className="w-full scheme-light dark:scheme-dark"
      />
      <PlayerOptions speed={speed} onSpeed={choose} skipsSilence={maySkip ? skips : null} onSkip={setSkips} />
      <p className="text-xs text-ink-faint">{t("hint")}</p>
    </>
  );
}
