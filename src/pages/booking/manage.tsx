import type { AppointmentView } from "../../contracts/booking.ts";
import { findService, findStaff, type Rulebook } from "../../domain/booking/rulebook.ts";
import { portalTexts } from "../portal/texts.ts";
import { WrongList } from "./details.tsx";
import { showMoment, showPrice } from "./formats.ts";
import { type BookingFrame, BookingLayout, Heading } from "./layout.tsx";
import { PhoneLink } from "./phone-link.tsx";
import { bookingTexts } from "./texts.ts";

export type ManageProps = BookingFrame & {
  rules: Rulebook;
  appointment: AppointmentView;
  /** What has just happened here. */
  news: "booked" | "moved" | "cancelled" | null;
  refusal: string | null;
  /** To all appointments, where they were chosen from. */
  back: string | null;
  canChange: boolean;
  isLate: boolean;
  links: { move: string; cancel: string; file: string; google: string; outlook: string; again: string };
};

export function ManagePage(props: ManageProps) {
  const { language, appointment, news, refusal, back, canChange, links } = props;
  const texts = bookingTexts[language];
  const heading = news ? texts[toldOf(news, appointment)] : texts.managed(props.business);
  return (
    <BookingLayout {...props} title={heading}>
      <Heading language={language} {...(back && { back, backTo: portalTexts[language].all })}>
        {heading}
      </Heading>
      <p class="lead">
        <span class="badge">{texts.statuses[appointment.status]}</span>
      </p>
      {appointment.status === "pending" && canChange && appointment.approvalExpiresAt && (
        <p class="lead">
          {texts.answeredBy(showMoment(language, props.rules.timeZone, Date.parse(appointment.approvalExpiresAt)))}
        </p>
      )}
      <WrongList language={language} refusal={refusal} wrong={{}} />
      <Facts {...props} />
      {canChange && <CalendarLinks {...props} />}
      {canChange ? <Acts {...props} /> : null}
      {!canChange && (
        <div class="acts">
          <a class="button" href={links.again}>
            {texts.bookAgain}
          </a>
        </div>
      )}
      {canChange && !back && <p class="hint">{texts.keepLink}</p>}
    </BookingLayout>
  );
}

/** What waits to be accepted is neither booked nor moved yet. */
function toldOf(news: NonNullable<ManageProps["news"]>, { status }: AppointmentView) {
  if (status !== "pending" || news === "cancelled") return news;
  return news === "booked" ? "requested" : "moveRequested";
}

function Facts({ language, rules, appointment }: ManageProps) {
  const texts = bookingTexts[language];
  const startsAt = Date.parse(appointment.startsAt);
  const own = texts.yourTime("%");
  return (
    <dl class="facts">
      <dt>{texts.service}</dt>
      <dd>
        {findService(rules, appointment.serviceId)?.name}
        <small>{findStaff(rules, appointment.staffId)?.name}</small>
      </dd>
      <dt>{texts.when}</dt>
      <dd>
        {showMoment(language, rules.timeZone, startsAt)}
        <small hidden data-own={own} data-at={appointment.startsAt} data-zone={rules.timeZone} />
      </dd>
      <dt>{texts.where}</dt>
      <dd>
        {rules.branchName}
        <small>{rules.address}</small>
        {rules.phone && (
          <small>
            <PhoneLink phone={rules.phone} />
          </small>
        )}
      </dd>
      <dt>{texts.name}</dt>
      <dd>{appointment.customer.name}</dd>
      {appointment.partySize > 1 && (
        <>
          <dt>{texts.people}</dt>
          <dd>{appointment.partySize}</dd>
        </>
      )}
      <dt>{texts.price}</dt>
      <dd>
        {appointment.priceMinor === 0 ? texts.free : showPrice(language, appointment.priceMinor, appointment.currency)}
      </dd>
    </dl>
  );
}

function CalendarLinks({ language, framedBy, links }: ManageProps) {
  // Their sites do not let themselves be framed.
  const outside = { rel: "noreferrer", ...(framedBy.length > 0 && { target: "_blank" }) };
  const texts = bookingTexts[language];
  return (
    <>
      <h2>{texts.addToCalendar}</h2>
      <p class="links">
        <a href={links.file}>{texts.calendarFile}</a>
        <a href={links.google} {...outside}>
          Google
        </a>
        <a href={links.outlook} {...outside}>
          Outlook
        </a>
      </p>
    </>
  );
}

function Acts({ language, rules, appointment, isLate, links }: ManageProps) {
  const texts = bookingTexts[language];
  const hours = findService(rules, appointment.serviceId)?.freeCancelHours ?? null;
  return (
    <div class="acts">
      {hours !== null && <p class="note">{isLate ? texts.lateCancel(hours) : texts.cancelPolicy(hours)}</p>}
      <a class="button" href={links.move}>
        {texts.move}
      </a>
      <details>
        <summary>{texts.cancel}</summary>
        <form method="post" action={links.cancel}>
          <div class="field">
            <label for="reason">
              {texts.cancelReason} <span class="note">({texts.optional})</span>
            </label>
            <input id="reason" name="reason" type="text" maxlength={300} />
          </div>
          <button type="submit" class="danger">
            {texts.reallyCancel}
          </button>
        </form>
      </details>
    </div>
  );
}

export function LinkOverPage(frame: BookingFrame) {
  const texts = bookingTexts[frame.language];
  return (
    <BookingLayout {...frame} title={texts.linkOver}>
      <Heading language={frame.language}>{texts.linkOver}</Heading>
      <p class="lead">{texts.linkOverHint}</p>
    </BookingLayout>
  );
}
