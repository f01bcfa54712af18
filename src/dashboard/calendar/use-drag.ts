import type { PointerEvent as ReactPointerEvent } from "react";
import type { AppointmentView } from "../../contracts/booking.ts";
import { type Place, useMove } from "../booking/use-move.ts";
import { columnAt, followPointer, instantAt } from "./follow-pointer.ts";

/**
 * Moves an appointment by mouse or pen, to another time and another person's column; a finger scrolls, and uses the
 * dialog. The column it would be dropped on is marked.
 */
export function useDrag(appointment: AppointmentView, enabled: boolean) {
  const move = useMove();
  return (event: ReactPointerEvent<HTMLElement>) => {
    if (!enabled || event.button !== 0 || event.pointerType === "touch") return;
    const element = event.currentTarget;
    const start = { x: event.clientX, y: event.clientY };
    const grabY = start.y - element.getBoundingClientRect().top;
    let target: HTMLElement | null = null;
    const mark = (column: HTMLElement | null) => {
      if (column === target) return;
      delete target?.dataset["target"];
      target = column;
      if (column) column.dataset["target"] = "true";
    };
    followPointer({
      element,
      start,
      onMove: ({ x, y }) => {
        element.dataset["dragging"] = "true";
        element.style.translate = `${x - start.x}px ${y - start.y}px`;
        mark(columnAt(x, y));
      },
      onDrop: ({ x, y }) => {
        const place = placeAt(appointment, columnAt(x, y), y - grabY);
        if (place) void move(appointment, place);
      },
      onEnd: () => {
        mark(null);
        element.style.translate = "";
        delete element.dataset["dragging"];
      },
    });
  };
}

/** Null where there is no column, or where it lay before. */
function placeAt(appointment: AppointmentView, column: HTMLElement | null, top: number): Place | null {
  if (!column) return null;
  const staffId = column.dataset["column"] ?? "";
  const startsAt = new Date(instantAt(column, top)).toISOString();
  const isSame = Date.parse(startsAt) === Date.parse(appointment.startsAt) && staffId === appointment.staffId;
  return isSame ? null : { startsAt, staffId };
}
