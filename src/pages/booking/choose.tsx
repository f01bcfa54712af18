import { priceOf as priceWith, type ServiceRules } from "../../domain/booking/rulebook.ts";
import type { StaffId } from "../../domain/ids.ts";
import { showPrice } from "./formats.ts";
import { type BookingFrame, BookingLayout, Heading } from "./layout.tsx";
import { PhoneLink } from "./phone-link.tsx";
import type { Listing } from "./public-head.tsx";
import { bookingTexts } from "./texts.ts";

type Branch = { name: string; address: string; href: string };
type ChooseBranchProps = BookingFrame & { listing: Listing; mine: string; branches: Branch[] };

export function ChooseBranchPage({ branches, ...frame }: ChooseBranchProps) {
  const texts = bookingTexts[frame.language];
  return (
    <BookingLayout {...frame} title={texts.title(frame.business)}>
      <Heading language={frame.language}>
        {branches.length > 0 ? texts.chooseBranch : texts.title(frame.business)}
      </Heading>
      {branches.length === 0 && <p class="lead">{texts.nothingOnline}</p>}
      <ul class="choices">
        {branches.map(({ name, address, href }) => (
          <li key={href}>
            <a href={href}>
              <b>{name}</b>
              <span>{address}</span>
            </a>
          </li>
        ))}
      </ul>
      <Mine {...frame} />
    </BookingLayout>
  );
}

/** Where a link leads that was good once. */
export function NotOfferedPage({ offersHref, ...frame }: BookingFrame & { offersHref: string }) {
  const texts = bookingTexts[frame.language];
  return (
    <BookingLayout {...frame} title={texts.notOffered}>
      <Heading language={frame.language}>{texts.notOffered}</Heading>
      <p class="lead">{texts.notOfferedHint}</p>
      <p class="hint">
        <a href={offersHref}>{texts.seeOffers}</a>
      </p>
    </BookingLayout>
  );
}

type ChooseServiceProps = BookingFrame & {
  listing: Listing;
  /** Where customers find what they booked. */
  mine: string;
  branch: { name: string; address: string; phone: string | null };
  back?: string;
  services: { service: ServiceRules; href: string }[];
};

export function ChooseServicePage({ branch, back, services, ...frame }: ChooseServiceProps) {
  const texts = bookingTexts[frame.language];
  return (
    <BookingLayout {...frame} title={texts.title(frame.business)}>
      <Heading language={frame.language} {...(back && { back })}>
        {texts.chooseService}
      </Heading>
      <p class="lead">{[branch.name, branch.address].join(" · ")}</p>
      {services.length === 0 && <p class="lead">{texts.nothingOnline}</p>}
      {services.length === 0 && branch.phone && (
        <p class="lead">
          {texts.call} <PhoneLink phone={branch.phone} />
        </p>
      )}
      <ul class="choices">
        {services.map(({ service, href }) => (
          <li key={href}>
            <a href={href}>
              <b>{service.name}</b>
              <span class="amount">{listPriceOf(frame, service)}</span>
              <span>{[texts.minutes(service.durationMinutes), service.description].filter(Boolean).join(" · ")}</span>
            </a>
          </li>
        ))}
      </ul>
      <Mine {...frame} />
    </BookingLayout>
  );
}

/** In a window of its own, if the page is framed: nobody is signed in inside of a frame. */
function Mine({ language, framedBy, mine }: BookingFrame & { mine: string }) {
  return (
    <p class="hint">
      <a href={mine} {...(framedBy.length > 0 && { target: "_blank" })}>
        {bookingTexts[language].mine}
      </a>
    </p>
  );
}

/** For so many people; "from", where a member takes another price and none is chosen. */
export function priceOf(
  { language }: Pick<BookingFrame, "language">,
  service: ServiceRules,
  people = 1,
  chosen: StaffId | null = null,
): string {
  const { priceMinor, currency, staffTerms } = service;
  const texts = bookingTexts[language];
  const all = [priceMinor, ...staffTerms.flatMap((terms) => terms.priceMinor ?? [])];
  const prices = chosen === null ? all : [priceWith(service, chosen)];
  const lowest = Math.min(...prices);
  const shown = lowest === 0 ? texts.free : showPrice(language, lowest * people, currency);
  return prices.some((price) => price !== lowest) ? texts.from(shown) : shown;
}

/** Of a group session what each person pays. */
function listPriceOf(frame: Pick<BookingFrame, "language">, service: ServiceRules): string {
  const price = priceOf(frame, service);
  const isShared = service.capacity > 1 && [service, ...service.staffTerms].some(({ priceMinor }) => priceMinor);
  return isShared ? bookingTexts[frame.language].perPerson(price) : price;
}
