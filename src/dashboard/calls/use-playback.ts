import { type RefObject, useCallback, useRef, useState } from "react";
import type { TranscriptLine } from "../../contracts/calls.ts";
import { nextSound, soundSpans } from "./silence.ts";

/** What plays beside a transcript: where it is, and how to get elsewhere. */
export type Playback = { atMs: number | null; seek: (ms: number) => void };

type Tied = Playback & {
  audio: RefObject<HTMLAudioElement | null>;
  noteTime: (skipsSilence: boolean) => void;
  playAt: (rate: number) => void;
};

/** Ties an audio element to its transcript. `atMs` is null until something has been played. */
export function usePlayback(lines: readonly TranscriptLine[]): Tied {
  const audio = useRef<HTMLAudioElement>(null);
  const [atMs, setAtMs] = useState<number | null>(null);
  const noteTime = (skipsSilence: boolean) => {
    const element = audio.current;
    if (!element) return setAtMs(null);
    const now = element.currentTime * 1_000;
    const next = skipsSilence && !element.paused ? nextSound(soundSpans(lines), now) : null;
    if (next !== null) element.currentTime = next / 1_000;
    setAtMs(next ?? now);
  };
  const playAt = (rate: number) => {
    const element = audio.current;
    if (element) element.playbackRate = rate;
  };
  const seek = useCallback((ms: number) => {
    const element = audio.current;
    if (!element) return;
    element.currentTime = ms / 1_000;
    void element.play().catch(() => undefined); // a browser may want a click on the player first
  }, []);
  return { atMs, seek, audio, noteTime, playAt };
}
