import type { Slot } from "../../domain/booking/appointment.ts";
import { addDays, type LocalDate, localDateOf } from "../../domain/time.ts";
import { WrongList } from "./details.tsx";
import { showClock, showDate, showMonth, showWeekday, toParameter } from "./formats.ts";
import { type BookingFrame, BookingLayout, Heading } from "./layout.tsx";
import { bookingTexts } from "./texts.ts";

export type TimesProps = BookingFrame & {
  heading: string;
  lead: string;
  /** What became of the link that led here, or what choosing means. */
  notice?: string | null;
  /** Why the time that was chosen last cannot be had. */
  refusal?: string | null;
  back: string;
  timeZone: string;
  date: LocalDate;
  /** The days shown, and those that may be chosen. */
  strip: { from: LocalDate; days: number; first: LocalDate; last: LocalDate };
  slots: Slot[];
  /** Where the day has none. */
  nearest: Slot[];
  staff: { choices: { id: string; name: string }[]; chosen: string } | null;
  /** Of a group session: how many seats it has at most. */
  people: { most: number; chosen: number } | null;
  /** The address of a day, of a slot's next page, and of the free times as JSON. */
  dayHref(date: LocalDate): string;
  slotHref(at: string): string;
  liveHref: string | null;
  /** Set where a chosen time is sent at once: moving asks nothing more. */
  sendTo?: string;
};

export function TimesPage(props: TimesProps) {
  const { heading, lead, back, language, timeZone, date, slots, nearest } = props;
  const texts = bookingTexts[language];
  return (
    <BookingLayout {...props} title={heading}>
      <Heading back={back} language={language}>
        {heading}
      </Heading>
      <p class="lead">{lead}</p>
      <WrongList language={language} refusal={props.refusal ?? null} wrong={{}} />
      {props.notice && (
        <p class="kept" role="status">
          {props.notice}
        </p>
      )}
      {(props.staff || props.people) && <PickForm {...props} />}
      <DayStrip {...props} />
      <h2>{texts.freeTimes(showDate(language, date))}</h2>
      {slots.length === 0 && <p class="lead">{texts.noTimes}</p>}
      <SlotList {...props} slots={slots} isLive />
      {props.liveHref && <p class="note" role="status" data-gone={texts.gone} />}
      {slots.length === 0 && nearest.length > 0 && (
        <>
          <h2>{texts.nextFree}</h2>
          <SlotList {...props} slots={nearest} withDay />
        </>
      )}
      <p class="hint">{texts.timesIn(timeZone)}</p>
    </BookingLayout>
  );
}

/** Longer lists are typed into more easily than chosen from. */
const MAX_LISTED = 20;

function PickForm({ language, framedBy, staff, people, date }: TimesProps) {
  const texts = bookingTexts[language];
  return (
    <form class="pick" method="get">
      <input type="hidden" name="lang" value={language} />
      <input type="hidden" name="date" value={date} />
      {framedBy.length > 0 && <input type="hidden" name="embed" value="1" />}
      {staff && <StaffField language={language} staff={staff} />}
      {people && (
        <div class="field">
          <label for="people">{texts.forHowMany}</label>
          <PeopleInput people={people} />
        </div>
      )}
      <button type="submit">{texts.show}</button>
    </form>
  );
}

type StaffFieldProps = Pick<TimesProps, "language"> & { staff: NonNullable<TimesProps["staff"]> };

function StaffField({ language, staff }: StaffFieldProps) {
  const texts = bookingTexts[language];
  return (
    <div class="field">
      <label for="staff">{texts.with}</label>
      <select id="staff" name="staff">
        <option value="">{texts.anybody}</option>
        {staff.choices.map(({ id, name }) => (
          <option key={id} value={id} selected={id === staff.chosen}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

function PeopleInput({ people: { most, chosen } }: { people: NonNullable<TimesProps["people"]> }) {
  if (most > MAX_LISTED) return <input id="people" name="people" type="number" min={1} max={most} value={chosen} />;
  return (
    <select id="people" name="people">
      {Array.from({ length: most }, (_, index) => index + 1).map((count) => (
        <option key={count} value={count} selected={count === chosen}>
          {count}
        </option>
      ))}
    </select>
  );
}

function DayStrip({ language, date, strip, dayHref }: TimesProps) {
  const texts = bookingTexts[language];
  const days = Array.from({ length: strip.days }, (_, index) => addDays(strip.from, index));
  const [before, after] = [addDays(strip.from, -strip.days), addDays(strip.from, strip.days)];
  return (
    <>
      <ul class="days">
        {days.map((day) => (
          <li key={day}>
            {day < strip.first || day > strip.last ? (
              <span>
                <Day language={language} day={day} />
              </span>
            ) : (
              <a href={dayHref(day)} aria-current={day === date ? "date" : undefined}>
                <Day language={language} day={day} />
              </a>
            )}
          </li>
        ))}
      </ul>
      <p class="pager">
        {strip.from > strip.first ? (
          <a href={dayHref(before < strip.first ? strip.first : before)}>← {texts.earlier}</a>
        ) : (
          <i />
        )}
        {after <= strip.last && <a href={dayHref(after)}>{texts.later} →</a>}
      </p>
    </>
  );
}

function Day({ language, day }: { language: BookingFrame["language"]; day: LocalDate }) {
  return (
    <>
      {showWeekday(language, day)} <b>{Number(day.slice(8))}</b> {showMonth(language, day)}
    </>
  );
}

type SlotListProps = TimesProps & { slots: Slot[]; withDay?: boolean; isLive?: boolean };

function SlotList({ isLive, slots, ...props }: SlotListProps) {
  const { language, timeZone, liveHref, sendTo } = props;
  const own = bookingTexts[language].yourTime("%");
  const live = isLive && liveHref ? { "data-slots": liveHref, "data-own": own, "data-zone": timeZone } : {};
  const list = (
    <ul class="times" {...live}>
      {slots.map((slot) => (
        <li key={slot.startsAt}>
          <SlotChoice {...props} slot={slot} own={own} />
        </li>
      ))}
    </ul>
  );
  return sendTo && slots.length > 0 ? (
    <form method="post" action={sendTo}>
      {list}
    </form>
  ) : (
    list
  );
}

function SlotChoice(props: Omit<SlotListProps, "slots"> & { slot: Slot; own: string }) {
  const { slot, own, timeZone, withDay, language, sendTo, slotHref } = props;
  const at = toParameter(timeZone, slot.startsAt);
  const inside = (
    <>
      {showClock(language, timeZone, slot.startsAt)}
      {withDay && <small>{showDate(language, localDateOf(timeZone, slot.startsAt))}</small>}
      <small hidden data-own={own} data-at={at} data-zone={timeZone} />
      {slot.seatsLeft !== undefined && <small>{bookingTexts[language].seatsLeft(slot.seatsLeft)}</small>}
    </>
  );
  if (!sendTo) return <a href={slotHref(at)}>{inside}</a>;
  return (
    <button type="submit" name="startsAt" value={at}>
      {inside}
    </button>
  );
}
