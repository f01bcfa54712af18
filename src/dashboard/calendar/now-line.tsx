import { useLayoutEffect, useRef } from "react";
import { useNow } from "../live/clock.ts";
import { place } from "./day-layout.ts";
import type { Span } from "./zoned-time.ts";

export function NowLine({ window }: { window: Span }) {
  const now = useNow(1_000);
  return now < window.start || now > window.end ? null : <Line window={window} now={now} />;
}

/** Where it appears, the day opens at it. */
function Line({ window, now }: { window: Span; now: number }) {
  const line = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const frame = line.current?.closest(".day-scroll");
    if (!line.current || !frame) return;
    // Not scrollIntoView(), which would move the page as well.
    const below = line.current.getBoundingClientRect().top - frame.getBoundingClientRect().top;
    frame.scrollTop += below - frame.clientHeight / 3;
  }, []);
  return (
    <div aria-hidden className="pointer-events-none relative col-[2/-1] row-2">
      <div ref={line} className="day-now" style={{ top: `${place({ start: now, end: now }, window).top}%` }} />
    </div>
  );
}
