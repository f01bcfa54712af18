import { useBranchFormats } from "../app/signed-in.tsx";
import { useNow } from "../live/clock.ts";
import { classNames } from "../ui/class-names.ts";
import { place, type Tick } from "./day-layout.ts";
import type { Span } from "./zoned-time.ts";

const HOUR = 3_600_000;
const NEAR = 14 * 60_000;

export function TimeAxis({ ticks, window }: { ticks: Tick[]; window: Span }) {
  const formats = useBranchFormats();
  const now = useNow(1_000);
  const hours = ticks.filter((tick) => tick.kind === "hour" && tick.at < window.end);
  const showsNow = now >= window.start && now <= window.end;

  return (
    <div aria-hidden className="sticky left-0 z-4 col-1 row-2 bg-canvas text-2xs text-ink-faint tabular-nums">
      {hours.map((tick) => (
        <div
          key={tick.at}
          style={{ top: `${place({ start: tick.at, end: tick.at }, window).top}%` }}
          className={classNames(
            "absolute right-2 text-right leading-3",
            tick.at === window.start ? "translate-y-1" : "-translate-y-1/2",
            showsNow && Math.abs(tick.at - now) < NEAR && "invisible",
          )}
        >
          {formats.axisHour(tick.at)}
          {/* A clock change tells this hour twice; the zone's name tells which. */}
          {tick.repeated ? <span className="block text-[0.625rem]">{formats.zoneName(tick.at)}</span> : null}
        </div>
      ))}
      {showsNow ? (
        <div
          style={{ top: `${place({ start: now, end: now + HOUR }, window).top}%` }}
          className="absolute right-1 -translate-y-1/2 rounded-full bg-now px-1.5 leading-4 whitespace-nowrap font-semibold text-on-now"
        >
          {formats.time(now)}
        </div>
      ) : null}
    </div>
  );
}
