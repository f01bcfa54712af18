import { type CSSProperties, memo, useMemo } from "react";
import { AppointmentBlock } from "./appointment-block.tsx";
import { BookHere } from "./book-here.tsx";
import { BusyBlock } from "./busy-block.tsx";
import { type DayColumn, type DayItem, isAlike } from "./day-columns.ts";
import { layLanes, place, type Tick } from "./day-layout.ts";
import { HoldBlock } from "./hold-block.tsx";
import { headingId } from "./staff-heading.tsx";
import type { Span } from "./zoned-time.ts";

/** A block is at least 24 px high (a target one can hit), which is this long at 80 px per hour. */
const SHORTEST_LOOK = 18 * 60_000;

type StaffColumnProps = { column: DayColumn; gridColumn: number; window: Span; ticks: Tick[] };

export const StaffColumn = memo(Column, showTheSame);

/** Each booking makes the columns of the day anew, and changes one of them. The lines follow from the window. */
function showTheSame(before: StaffColumnProps, after: StaffColumnProps): boolean {
  if (before.gridColumn !== after.gridColumn || !isAlike(before.column, after.column)) return false;
  return before.window.start === after.window.start && before.window.end === after.window.end;
}

function Column({ column, gridColumn, window, ticks }: StaffColumnProps) {
  const lanes = useMemo(() => layLanes(column.items, SHORTEST_LOOK), [column.items]);
  return (
    <div
      className="day-column row-2"
      style={{ gridColumn }}
      data-column={column.staffId}
      data-from={window.start}
      data-to={window.end}
    >
      {column.working.map((span) => (
        <div key={span.start} className="day-working" style={percent(place(span, window))} />
      ))}
      {ticks.map((tick) => (
        <div
          key={tick.at}
          className="day-line"
          data-kind={tick.kind}
          style={{ top: `${place({ start: tick.at, end: tick.at }, window).top}%` }}
        />
      ))}
      <BookHere staffId={column.staffId} />
      <ul aria-labelledby={headingId(column.staffId)}>
        {lanes.map(({ item, lane, lanes: count }) => {
          const style = {
            ...percent(place(item, window)),
            left: `calc(${(lane / count) * 100}% + 3px)`,
            width: `calc(${100 / count}% - 6px)`,
          };
          return (
            <li key={item.id}>
              <Item item={item} narrow={count > 1} style={style} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Item({ item, narrow, style }: { item: DayItem; narrow: boolean; style: CSSProperties }) {
  if (item.kind === "hold") return <HoldBlock hold={item.hold} span={item} style={style} />;
  if (item.kind === "busy") return <BusyBlock item={item} style={style} />;
  const { appointment, clashes } = item;
  return <AppointmentBlock appointment={appointment} span={item} clashes={clashes} narrow={narrow} style={style} />;
}

function percent({ top, height }: { top: number; height: number }) {
  // The gap of one pixel keeps neighbours apart.
  return { top: `${top}%`, height: `calc(${height}% - 1px)` };
}
