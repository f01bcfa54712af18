import { later } from "./later.tsx";
import type { SheetProps } from "./sheet-frame.tsx";
import { useLastKnown } from "./use-last-known.ts";

export const loadSheetFrame = () => import("./sheet-frame.tsx");
const SheetFrame = later(async () => (await loadSheetFrame()).SheetFrame);

/** Details beside the page: from the right on a desktop, from below on a phone. */
export function Sheet(props: SheetProps) {
  const wasOpen = useLastKnown(props.open || undefined);
  return wasOpen ? <SheetFrame {...props} /> : null;
}
