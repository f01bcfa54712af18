export type FocusItem = { id: string; start: number };

/** Where an arrow key leads: along a column by time, sideways to what lies nearest in time. */
export function nextFocus(columns: FocusItem[][], fromId: string, key: string): string | null {
  const column = columns.findIndex((items) => items.some((item) => item.id === fromId));
  const items = columns[column] ?? [];
  const index = items.findIndex((item) => item.id === fromId);
  const from = items[index];
  if (!from) return null;
  if (key === "ArrowDown") return items[index + 1]?.id ?? null;
  if (key === "ArrowUp") return items[index - 1]?.id ?? null;
  if (key === "ArrowRight") return nearest(columns.slice(column + 1), from.start);
  if (key === "ArrowLeft") return nearest(columns.slice(0, column).reverse(), from.start);
  return null;
}

function nearest(columns: FocusItem[][], start: number): string | null {
  const [first, ...rest] = columns.find((items) => items.length > 0) ?? [];
  if (!first) return null;
  const distance = (item: FocusItem) => Math.abs(item.start - start);
  return rest.reduce((best, item) => (distance(item) < distance(best) ? item : best), first).id;
}
