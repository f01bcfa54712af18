import { type RefObject, useCallback, useRef, useState } from "react";

/** What plays beside a transcript: where it is, and how to get elsewhere. */
export type Playback = { atMs: number | null; seek: (ms: number) => void };

/** Ties an audio element to its transcript. `atMs` is null until something has been played. */
export function usePlayback(): Playback & { audio: RefObject<HTMLAudioElement | null>; noteTime: () => void } {
  const audio = useRef<HTMLAudioElement>(null);
  const [atMs, setAtMs] = useState<number | null>(null);
  const noteTime = useCallback(() => setAtMs(audio.current ? audio.current.currentTime * 1_000 : null), []);
  const seek = useCallback((ms: number) => {
    const element = audio.current;
    if (!element) return;
    element.currentTime = ms / 1_000;
    void element.play().catch(() => undefined); // a browser may want a click on the player first
  }, []);
  return { atMs, seek, audio, noteTime };
}
