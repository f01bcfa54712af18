import type { PointerEvent as ReactPointerEvent } from "react";
import type { AppointmentView } from "../../contracts/booking.ts";
import { useMove } from "../booking/use-move.ts";

/** Less than this is a click with an unsteady hand. */
const THRESHOLD_PX = 6;
const SNAP_MS = 15 * 60_000;

type Drag = { appointment: AppointmentView; element: HTMLElement; startX: number; startY: number; grabY: number };

/**
 * Moves an appointment by mouse or pen; a finger scrolls, and uses the dialog. Where it is dropped is read from the
 * column under it, which knows its person and the instants it spans. Escape takes it back.
 */
export function useDrag(appointment: AppointmentView, enabled: boolean) {
  const move = useMove();
  return (event: ReactPointerEvent<HTMLElement>) => {
    if (!enabled || event.button !== 0 || event.pointerType === "touch") return;
    const element = event.currentTarget;
    const grabY = event.clientY - element.getBoundingClientRect().top;
    const drag: Drag = { appointment, element, startX: event.clientX, startY: event.clientY, grabY };
    follow(drag, (place) => void move(appointment, place));
  };
}

function follow(drag: Drag, onDrop: (place: { startsAt: string; staffId: string }) => void): void {
  const { element, startX, startY } = drag;
  const listening = new AbortController();
  const { signal } = listening;
  let isDragging = false;

  const end = () => {
    listening.abort();
    element.style.translate = "";
    delete element.dataset["dragging"];
  };
  const onMove = ({ clientX, clientY }: PointerEvent) => {
    isDragging ||= Math.hypot(clientX - startX, clientY - startY) > THRESHOLD_PX;
    if (!isDragging) return;
    element.dataset["dragging"] = "true";
    element.style.translate = `${clientX - startX}px ${clientY - startY}px`;
  };
  const onUp = ({ clientX, clientY }: PointerEvent) => {
    const place = isDragging ? placeAt(drag, clientX, clientY) : null;
    if (isDragging) swallowClick(element);
    end();
    if (place) onDrop(place);
  };
  addEventListener("pointermove", onMove, { signal });
  addEventListener("pointerup", onUp, { signal });
  addEventListener("pointercancel", end, { signal });
  addEventListener("keydown", ({ key }) => key === "Escape" && end(), { signal });
}

/** Null where there is no column, or where it lay before. */
function placeAt({ appointment, grabY }: Drag, x: number, y: number): { startsAt: string; staffId: string } | null {
  const column = document.elementsFromPoint(x, y).find((each) => each.matches("[data-column]"));
  if (!(column instanceof HTMLElement)) return null;
  const staffId = column.dataset["column"] ?? "";
  const startsAt = new Date(instantAt(column, y - grabY)).toISOString();
  const isSame = Date.parse(startsAt) === Date.parse(appointment.startsAt) && staffId === appointment.staffId;
  return isSame ? null : { startsAt, staffId };
}

/** The instant at a height within a column, on the quarter hour. */
export function instantAt(column: HTMLElement, clientY: number): number {
  const { top, height } = column.getBoundingClientRect();
  const [from, to] = [Number(column.dataset["from"]), Number(column.dataset["to"])];
  const at = from + ((clientY - top) / height) * (to - from);
  return Math.round(at / SNAP_MS) * SNAP_MS;
}

/** What follows a drag is no wish to open the details. */
function swallowClick(element: HTMLElement): void {
  const swallow = (event: Event) => event.stopPropagation();
  element.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => element.removeEventListener("click", swallow, { capture: true }), 0);
}
