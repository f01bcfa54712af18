/** Loaded together: every part that is loaded later has a name that all pages carry. */
export { AddEntryDialog } from "./add-entry-dialog.tsx";
export { BookOfferDialog } from "./book-offer-dialog.tsx";
