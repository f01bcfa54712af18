import { lazy, Suspense, useEffect } from "react";
import { loadDialogFrame } from "../ui/dialog.tsx";
import { loadSheetFrame } from "../ui/sheet.tsx";
import { useLastKnown } from "../ui/use-last-known.ts";
import { useLiveSearch } from "./use-live-search.ts";

const loadAppointmentSheet = () => import("../calendar/appointment-sheet.tsx");
const loadCallSheet = () => import("../calls/call-sheet.tsx");
const AppointmentSheet = lazy(async () => ({ default: (await loadAppointmentSheet()).AppointmentSheet }));
const CallSheet = lazy(async () => ({ default: (await loadCallSheet()).CallSheet }));

const BookDialog = lazy(async () => ({ default: (await import("../booking/book-dialog.tsx")).BookDialog }));
const MoveDialog = lazy(async () => ({ default: (await import("../booking/move-dialog.tsx")).MoveDialog }));

const FETCH_AHEAD_MS = 2_500;

/** The details that the address asks for. Their code comes once the page itself has settled. */
export function LiveSheets() {
  const [search] = useLiveSearch();
  const appointment = useLastKnown(search.appointment);
  const call = useLastKnown(search.call);

  useEffect(() => {
    const fetchAhead = () =>
      void Promise.all([loadAppointmentSheet(), loadCallSheet(), loadSheetFrame(), loadDialogFrame()]);
    const timer = setTimeout(fetchAhead, FETCH_AHEAD_MS);
    return () => clearTimeout(timer);
  }, []);

  return (
    <Suspense>
      {appointment ? <AppointmentSheet /> : null}
      {call ? <CallSheet /> : null}
      {search.book ? <BookDialog key={`${search.book} ${search.bookWith} ${search.bookFor}`} /> : null}
      {search.move ? (
        <MoveDialog key={`${search.move} ${search.moveTo} ${search.moveWith}`} appointmentId={search.move} />
      ) : null}
    </Suspense>
  );
}
