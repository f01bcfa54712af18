import { useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, type PointerEvent as ReactPointerEvent, useEffect, useRef } from "react";
import type { AppointmentView } from "../../contracts/booking.ts";
import { show } from "../booking/show-appointment.ts";
import { useMove } from "../booking/use-move.ts";
import { columnAt, followPointer, instantAt } from "./follow-pointer.ts";
import { minutesOf, resized, steppedMinutes } from "./resizing.ts";

/** Somebody who presses the key again within this time has not finished. */
const QUIET_MS = 600;

/**
 * Gives an appointment another length: by its lower edge with mouse or pen, and by Alt with the arrow keys. The dialog
 * for moving has a field for it as well. `tell` puts the end in words while the edge is dragged.
 */
export function useResize(appointment: AppointmentView, enabled: boolean, tell: (end: number) => string) {
  const client = useQueryClient();
  const move = useMove();
  const pending = useRef<{ from: AppointmentView; minutes: number; timer: number } | null>(null);
  const { startsAt, staffId } = appointment;

  const send = () => {
    const change = pending.current;
    pending.current = null;
    if (change && change.minutes !== minutesOf(change.from)) {
      void move(change.from, { startsAt, staffId, durationMinutes: change.minutes });
    }
  };
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  });
  // Whoever looks at another day meanwhile has said what they want.
  useEffect(
    () => () => {
      clearTimeout(pending.current?.timer);
      latest.current();
    },
    [],
  );

  const onKey = (event: KeyboardEvent): boolean => {
    const isStep = event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp");
    if (!enabled || !isStep) return false;
    event.preventDefault();
    const from = pending.current?.from ?? appointment;
    clearTimeout(pending.current?.timer);
    const minutes = steppedMinutes(minutesOf(appointment), event.key === "ArrowDown" ? 1 : -1);
    show(client, resized(appointment, minutes));
    pending.current = { from, minutes, timer: window.setTimeout(() => latest.current(), QUIET_MS) };
    return true;
  };

  const onEdge = (event: ReactPointerEvent<HTMLElement>) => {
    const element = event.currentTarget.parentElement;
    if (!enabled || !element || event.button !== 0 || event.pointerType === "touch") return;
    event.stopPropagation(); // the edge does not move it
    const { height } = element.getBoundingClientRect();
    const wanted = (x: number, y: number) => {
      const column = columnAt(x, y) ?? element.closest<HTMLElement>("[data-column]");
      return column ? steppedMinutes((instantAt(column, y) - Date.parse(startsAt)) / 60_000, 0) : null;
    };
    const before = element.style.height;
    followPointer({
      element,
      start: { x: event.clientX, y: event.clientY },
      onMove: ({ x, y }) => {
        const minutes = wanted(x, y);
        if (minutes === null) return;
        element.dataset["resizing"] = tell(Date.parse(startsAt) + minutes * 60_000);
        element.style.height = `${(height / minutesOf(appointment)) * minutes}px`;
      },
      onDrop: ({ x, y }) => {
        const minutes = wanted(x, y);
        if (minutes === null || minutes === minutesOf(appointment)) return;
        void move(appointment, { startsAt, staffId, durationMinutes: minutes });
      },
      onEnd: () => {
        element.style.height = before;
        delete element.dataset["resizing"];
      },
    });
  };
  return { onKey, onEdge };
}
