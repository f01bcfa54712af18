import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { ClosingObstacles as Obstacles } from "../../contracts/catalogue.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { localDate } from "../calendar/zoned-time.ts";

/** What keeps a branch from being closed, each with what to do about it and where. */
export function ClosingObstacles({ obstacles, onLeave }: { obstacles: Obstacles; onLeave: () => void }) {
  const t = useTranslations("closeBranch.obstacles");
  const { branch } = useSignedIn();
  const formats = useBranchFormats();
  const { appointments, firstAppointmentAt, phoneNumbers, voiceAgents, isLastOpen } = obstacles;
  const first = firstAppointmentAt ?? "";
  const here = { branch: branch.id };
  const link = "inline-flex min-h-6 items-center font-medium text-accent underline underline-offset-3";
  return (
    <div role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
      <p className="font-semibold">{t("title")}</p>
      <ul className="mt-1 flex flex-col gap-2">
        {appointments > 0 ? (
          <Obstacle text={t("appointments", { count: appointments, first: formats.dateTime(first) })}>
            <Link
              to="/app/calendar"
              search={{ ...here, mode: "list", date: localDate(Date.parse(first), branch.timeZone) }}
              onClick={onLeave}
              className={link}
            >
              {t("toCalendar")}
            </Link>
          </Obstacle>
        ) : null}
        {phoneNumbers > 0 ? (
          <Obstacle text={t("phoneNumbers", { count: phoneNumbers })}>
            <Link to="/app/numbers" search={here} onClick={onLeave} className={link}>
              {t("toNumbers")}
            </Link>
          </Obstacle>
        ) : null}
        {voiceAgents > 0 ? (
          <Obstacle text={t("voiceAgents", { count: voiceAgents })}>
            <Link to="/app/voice" search={here} onClick={onLeave} className={link}>
              {t("toAgents")}
            </Link>
          </Obstacle>
        ) : null}
        {isLastOpen ? <Obstacle text={t("isLastOpen")} /> : null}
      </ul>
    </div>
  );
}

function Obstacle({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <li>
      {text} {children}
    </li>
  );
}
