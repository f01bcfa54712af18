import { findService, findStaff } from "../../domain/booking/rulebook.ts";
import type { Language } from "../../domain/language.ts";
import { localDateOf } from "../../domain/time.ts";
import type { Waitable } from "../../use-cases/portal/join-own-waitlist.ts";
import type { OwnChannels, OwnDetails } from "../../use-cases/portal/own-details.ts";
import type { OwnWaiting } from "../../use-cases/portal/own-waitlist.ts";
import type { OwnAppointment, OwnAppointments } from "../../use-cases/portal/view-portal.ts";
import { QuestionField, type Typed, type Wrong, WrongList } from "../booking/details.tsx";
import { showClock, showDate, showMoment } from "../booking/formats.ts";
import { type BookingFrame, BookingLayout, Heading } from "../booking/layout.tsx";
import { bookingTexts } from "../booking/texts.ts";
import { ChannelList, DetailsForm, JoinForm } from "./details.tsx";
import { FeedActs } from "./feed.tsx";
import { portalTexts } from "./texts.ts";

export type PortalNews =
  | "left"
  | "taken"
  | "offerGone"
  | "erasureAsked"
  | "feedEnded"
  | "saved"
  | "notSaved"
  | "joined"
  | "widened"
  | "notJoined";

/** An offer that asks more, with what was typed, and what is wrong under the ids of its fields. */
export type AskedAgain = { id: string; typed: Typed; wrong: Wrong };

type HomeProps = BookingFrame &
  OwnAppointments & {
    waiting: OwnWaiting[];
    news: PortalNews | null;
    again: AskedAgain | null;
    /** Whether a calendar program may read here. */
    hasFeed: boolean;
    details: OwnDetails | null;
    channels: OwnChannels;
    /** What they may wait for. */
    waitable: Waitable[];
    today: string;
    links: Record<
      "file" | "data" | "erase" | "signOut" | "again" | "feed" | "endFeed" | "details" | "messages" | "join",
      string
    >;
    /** The addresses of one appointment, and of an act on one entry of the waitlist. */
    appointmentHref(id: string): string;
    waitlistHref(id: string, act: "take" | "leave"): string;
  };

/** All that somebody booked at a business with one address, over all branches. */
export function PortalHomePage(props: HomeProps) {
  const { language, upcoming, past, waiting, waitable, today, news, again, links } = props;
  const texts = portalTexts[language];
  return (
    <BookingLayout {...props} title={texts.title}>
      <Heading language={language}>{texts.title}</Heading>
      {news && (
        <p class="lead">
          <span class="badge" role="status">
            {texts[news]}
          </span>
        </p>
      )}
      {again && <WrongList language={language} refusal={texts.notAnswered} wrong={again.wrong} />}
      <h2>{texts.upcoming}</h2>
      {upcoming.length === 0 && <p class="lead">{texts.nothingUpcoming}</p>}
      <AppointmentList {...props} appointments={upcoming} />
      {waiting.length > 0 && <Waitlist {...props} />}
      <p class="links">
        {upcoming.length > 0 && <a href={links.file}>{texts.allFile}</a>}
        <a href={links.again}>{texts.bookAgain}</a>
      </p>
      {waitable.length > 0 && <JoinForm {...{ language, waitable, today }} action={links.join} />}
      <FeedActs {...props} links={{ make: links.feed, end: links.endFeed }} />
      {past.length > 0 && (
        <details>
          <summary>{texts.past}</summary>
          <AppointmentList {...props} appointments={past} />
        </details>
      )}
      <h2>{texts.messages}</h2>
      <p class="lead">{texts.messagesLead}</p>
      <ChannelList language={language} channels={props.channels} action={links.messages} />
      <h2>{texts.details}</h2>
      <DetailsForm language={language} details={props.details} action={links.details} />
      <h2>{texts.data}</h2>
      <p class="lead">{texts.dataLead}</p>
      <p class="links">
        <a href={links.data}>{texts.download}</a>
      </p>
      <details>
        <summary>{texts.erase}</summary>
        <p class="note">{texts.eraseLead(props.business)}</p>
        <form method="post" action={links.erase}>
          <button type="submit" class="danger">
            {texts.eraseButton}
          </button>
        </form>
      </details>
      <form method="post" action={links.signOut}>
        <button type="submit" class="quiet">
          {texts.signOut}
        </button>
      </form>
    </BookingLayout>
  );
}

function AppointmentList({ appointments, ...props }: HomeProps & { appointments: OwnAppointment[] }) {
  return (
    <ul class="choices">
      {appointments.map((own) => (
        <li key={own.row.id}>
          <AppointmentLink {...props} own={own} />
        </li>
      ))}
    </ul>
  );
}

function AppointmentLink({ language, appointmentHref, own }: HomeProps & { own: OwnAppointment }) {
  const { row, access } = own;
  const { rules } = access;
  const member = findStaff(rules, row.staffId)?.name;
  return (
    <a href={appointmentHref(row.id)}>
      <b>{showMoment(language, rules.timeZone, row.startsAt)}</b>
      <span class="amount">{bookingTexts[language].statuses[row.status]}</span>
      <span>{[findService(rules, row.serviceId)?.name, member, rules.branchName].filter(Boolean).join(" · ")}</span>
      {row.partySize > 1 && (
        <span>
          {bookingTexts[language].people}: {row.partySize}
        </span>
      )}
      {row.groupKind && <span>{portalTexts[language].partOf[row.groupKind]}</span>}
    </a>
  );
}

function Waitlist(props: HomeProps) {
  const texts = portalTexts[props.language];
  return (
    <>
      <h2>{texts.waitlist}</h2>
      <ul class="choices">
        {props.waiting.map((own) => (
          <li key={own.entry.id} class="entry">
            <WaitlistItem {...props} own={own} />
          </li>
        ))}
      </ul>
    </>
  );
}

function WaitlistItem({ language, waitlistHref, again, own }: HomeProps & { own: OwnWaiting }) {
  const { entry, access } = own;
  const { rules } = access;
  const texts = portalTexts[language];
  const show = (at: number) => showMoment(language, rules.timeZone, at);
  const { offer, id } = entry;
  const service = findService(rules, entry.serviceId);
  const { typed, wrong } = again?.id === id ? again : { typed: {}, wrong: {} };
  return (
    <>
      <b>{[service?.name, rules.branchName].filter(Boolean).join(" · ")}</b>
      {entry.partySize > 1 && (
        <p class="note">
          {bookingTexts[language].people}: {entry.partySize}
        </p>
      )}
      <p class="note">{offer ? show(offer.startsAt) : showWindow(language, rules.timeZone, entry)}</p>
      {offer && <p class="note">{texts.offered(show(offer.expiresAt))}</p>}
      {offer && (
        <form method="post" action={waitlistHref(id, "take")}>
          {service?.questions.map((question) => (
            <QuestionField key={question.id} of={id} {...{ language, question, typed, wrong }} />
          ))}
          <button type="submit">{texts.take}</button>
        </form>
      )}
      <form method="post" action={waitlistHref(id, "leave")}>
        <button type="submit" class="quiet">
          {texts.leave}
        </button>
      </form>
    </>
  );
}

/** In days, or the hours of one. At midnight the day before is its last. */
function showWindow(language: Language, timeZone: string, { window: { from, to } }: OwnWaiting["entry"]): string {
  const [first, last] = [localDateOf(timeZone, from), localDateOf(timeZone, to - 1)];
  if (first !== last) return portalTexts[language].between(showDate(language, first), showDate(language, last));
  return `${showDate(language, first)}, ${showClock(language, timeZone, from)}–${showClock(language, timeZone, to)}`;
}
