/** Less than this is a click with an unsteady hand. */
const THRESHOLD_PX = 6;
const SNAP_MS = 15 * 60_000;

type Following = {
  element: HTMLElement;
  start: { x: number; y: number };
  onMove: (at: { x: number; y: number }) => void;
  onDrop: (at: { x: number; y: number }) => void;
  /** Also when it was taken back. */
  onEnd: () => void;
};

/** Follows the pointer from where it was pressed until it is let go; Escape takes it back. */
export function followPointer({ element, start, onMove, onDrop, onEnd }: Following): void {
  const listening = new AbortController();
  const { signal } = listening;
  let isDragging = false;
  const end = () => {
    listening.abort();
    onEnd();
  };
  const move = ({ clientX: x, clientY: y }: PointerEvent) => {
    isDragging ||= Math.hypot(x - start.x, y - start.y) > THRESHOLD_PX;
    if (isDragging) onMove({ x, y });
  };
  const drop = ({ clientX: x, clientY: y }: PointerEvent) => {
    if (isDragging) {
      swallowClick(element);
      onDrop({ x, y });
    }
    end();
  };
  addEventListener("pointermove", move, { signal });
  addEventListener("pointerup", drop, { signal });
  addEventListener("pointercancel", end, { signal });
  addEventListener("keydown", ({ key }) => key === "Escape" && end(), { signal });
}

/** The column under a point: it knows its person and the instants it spans. */
export function columnAt(x: number, y: number): HTMLElement | null {
  const column = document.elementsFromPoint(x, y).find((each) => each.matches("[data-column]"));
  return column instanceof HTMLElement ? column : null;
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
