import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { onlyBranch } from "../live/live-search.ts";

type GroupNoteProps = { appointment: AppointmentView; onLeave: () => void };

/** Of what the appointment is a part, and that the other parts are not meant. `onLeave`: they are looked at instead. */
export function GroupNote({ appointment: { group }, onLeave }: GroupNoteProps) {
  if (!group) return null;
  return (
    <PageTexts of={["attention"]}>
      <Note group={group} onLeave={onLeave} />
    </PageTexts>
  );
}

type NoteProps = { group: NonNullable<AppointmentView["group"]>; onLeave: () => void };

function Note({ group: { id, kind, position }, onLeave }: NoteProps) {
  const t = useTranslations("attention.part");
  return (
    <div className="mt-3 rounded-md bg-sunken px-3 py-2 text-sm">
      {t(kind, { position })}{" "}
      <Link
        to="/app/series/$seriesId"
        params={{ seriesId: id }}
        search={onlyBranch}
        onClick={onLeave}
        className="rounded-sm font-medium whitespace-nowrap text-accent underline-offset-3 hover:underline"
      >
        {t(`show.${kind}`)}
      </Link>
    </div>
  );
}
