import type { Hold } from "../../domain/booking/appointment.ts";
import { findService, findStaff, priceOf, type Rulebook } from "../../domain/booking/rulebook.ts";
import { QuestionField, type Typed, type Wrong, WrongList } from "./details.tsx";
import { showClock, showMoment, showPrice } from "./formats.ts";
import { type BookingFrame, BookingLayout, Heading } from "./layout.tsx";
import { offerTexts } from "./offer-texts.ts";
import { bookingTexts } from "./texts.ts";

type OfferProps = BookingFrame & {
  rules: Rulebook;
  offer: Hold;
  partySize: number;
  typed: Typed;
  wrong: Wrong;
  refusal: string | null;
  links: { take: string; leave: string };
};

/** A time that is held for somebody who waited. Only its buttons do something: programs that look at links press none. */
export function OfferPage(props: OfferProps) {
  const { language, rules, offer, typed, wrong, refusal, links } = props;
  const [texts, booking] = [offerTexts[language], bookingTexts[language]];
  const service = findService(rules, offer.serviceId);
  return (
    <BookingLayout {...props} title={texts.title}>
      <Heading language={language}>{texts.title}</Heading>
      <p class="lead">{texts.keptUntil(showClock(language, rules.timeZone, offer.expiresAt))}</p>
      <WrongList {...{ language, refusal, wrong }} />
      <OfferFacts {...props} />
      <form method="post" action={links.take} novalidate>
        {service?.questions.map((question) => (
          <QuestionField key={question.id} {...{ language, question, typed, wrong }} />
        ))}
        {service && service.depositMinor !== null && (
          <p class="note">{booking.deposit(showPrice(language, service.depositMinor, service.currency))}</p>
        )}
        {service && service.approvalHours !== null && <p class="note">{booking.requestHint(service.approvalHours)}</p>}
        {service && service.freeCancelHours !== null && (
          <p class="note">{booking.cancelPolicy(service.freeCancelHours)}</p>
        )}
        <button type="submit">{service?.approvalHours ? texts.request : texts.take}</button>
      </form>
      <form method="post" action={links.leave}>
        <button type="submit" class="quiet">
          {texts.pass}
        </button>
        <p class="note">{texts.passHint}</p>
      </form>
    </BookingLayout>
  );
}

function OfferFacts({ language, rules, offer, partySize }: OfferProps) {
  const texts = bookingTexts[language];
  const service = findService(rules, offer.serviceId);
  const priceMinor = service ? priceOf(service, offer.staffId) * partySize : 0;
  return (
    <dl class="facts">
      <dt>{texts.service}</dt>
      <dd>
        {service?.name}
        <small>{findStaff(rules, offer.staffId)?.name}</small>
      </dd>
      <dt>{texts.when}</dt>
      <dd>{showMoment(language, rules.timeZone, offer.startsAt)}</dd>
      <dt>{texts.where}</dt>
      <dd>
        {rules.branchName}
        <small>{rules.address}</small>
      </dd>
      {partySize > 1 && (
        <>
          <dt>{texts.people}</dt>
          <dd>{partySize}</dd>
        </>
      )}
      {service && (
        <>
          <dt>{texts.price}</dt>
          <dd>{priceMinor === 0 ? texts.free : showPrice(language, priceMinor, service.currency)}</dd>
        </>
      )}
    </dl>
  );
}

type OverProps = BookingFrame & { state: "lapsed" | "left"; refusal: string | null; freeHref: string };

/** Where there is nothing to take any more: passed up, too late, or the time went otherwise. */
export function OfferOverPage({ state, refusal, freeHref, ...frame }: OverProps) {
  const { over, seeFree } = offerTexts[frame.language];
  const { title, lead } = over[state];
  return (
    <BookingLayout {...frame} title={title}>
      <Heading language={frame.language}>{title}</Heading>
      <WrongList language={frame.language} refusal={refusal} wrong={{}} />
      <p class="lead">{lead}</p>
      <div class="acts">
        <a class="button" href={freeHref}>
          {seeFree}
        </a>
      </div>
    </BookingLayout>
  );
}
