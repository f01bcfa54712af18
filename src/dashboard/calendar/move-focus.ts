import type { KeyboardEvent } from "react";
import { nextFocus } from "./next-focus.ts";

/** Arrow keys walk from appointment to appointment; Tab still reaches each. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const grid = event.currentTarget.closest(".day-grid");
  if (!grid) return;
  const columns = [...grid.querySelectorAll(".day-column")].map((column) => itemsOf(column));
  const from = event.currentTarget.dataset["item"] ?? "";
  const next = nextFocus(columns, from, event.key);
  if (next === null) return;
  event.preventDefault();
  columns
    .flat()
    .find((item) => item.id === next)
    ?.element.focus();
}

function itemsOf(column: Element) {
  return [...column.querySelectorAll<HTMLElement>("[data-item]")].map((element) => ({
    element,
    id: element.dataset["item"] ?? "",
    start: Number(element.dataset["start"]),
  }));
}
