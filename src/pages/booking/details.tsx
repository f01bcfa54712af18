import type { Slot } from "../../domain/booking/appointment.ts";
import { durationOf, type Question, type ServiceRules, type StaffRules } from "../../domain/booking/rulebook.ts";
import type { Language } from "../../domain/language.ts";
import { type EpochMs, localDateOf } from "../../domain/time.ts";
import { priceOf } from "./choose.tsx";
import { showClock, showDate, showMoment, showPrice, toParameter } from "./formats.ts";
import { type BookingFrame, BookingLayout, Heading } from "./layout.tsx";
import { bookingTexts } from "./texts.ts";

/** What was typed, under the names of the fields. */
export type Typed = Readonly<Record<string, string>>;
/** What is wrong, under the names of the fields. */
export type Wrong = Readonly<Record<string, string>>;

export type DetailsProps = BookingFrame & {
  back: string;
  timeZone: string;
  /** Where an open page asks whether the time is still free. */
  liveHref: string;
  service: ServiceRules;
  startsAt: EpochMs;
  /** Whom they chose, or who is held for them. */
  member: StaffRules | null;
  /** Seats of a group session. */
  people: number;
  ticket: string;
  typed: Typed;
  wrong: Wrong;
  /** A sentence about the whole, and what is free instead. */
  refusal: { text: string; alternatives: Slot[] } | null;
  /** What is held for whoever has the link, and the link's secret. */
  kept: { held: string; until: string } | null;
};

export function DetailsPage(props: DetailsProps) {
  const { language, back, service, startsAt, timeZone, member, people, refusal, wrong, business, kept } = props;
  const texts = bookingTexts[language];
  const sending = service.approvalHours === null ? texts.book : texts.request;
  return (
    <BookingLayout {...props} title={texts.yourDetails}>
      <Heading back={back} language={language}>
        {service.name}
      </Heading>
      <p class="lead">
        {showMoment(language, timeZone, startsAt)}
        {member && ` · ${member.name}`}
        {people > 1 && ` · ${texts.people}: ${people}`} ·{" "}
        {texts.minutes(member ? durationOf(service, member.id) : service.durationMinutes)} ·{" "}
        {priceOf(props, service, people, member?.id)}
      </p>
      <WrongList language={language} refusal={refusal?.text ?? null} wrong={wrong} />
      {kept && (
        <p class="kept" role="status">
          {texts.kept(kept.until)}
        </p>
      )}
      {!refusal && !kept && (
        <div class="alert" role="status" hidden data-watch={props.liveHref} data-at={toParameter(timeZone, startsAt)}>
          {texts.goneHere}
        </div>
      )}
      <form method="post" novalidate>
        {refusal && refusal.alternatives.length > 0 && (
          <>
            {/* Enter presses the first button of a form: never a time that nobody chose. */}
            <div class="bot" aria-hidden="true">
              <button type="submit" tabindex={-1}>
                {sending}
              </button>
            </div>
            <Alternatives {...props} slots={refusal.alternatives} />
          </>
        )}
        <input type="hidden" name="ticket" value={props.ticket} />
        {kept && <input type="hidden" name="held" value={kept.held} />}
        {people > 1 && <input type="hidden" name="people" value={people} />}
        <input type="hidden" name="startsAt" value={toParameter(timeZone, startsAt)} />
        <TextField {...props} id="name" type="text" label={texts.name} autocomplete="name" maxlength={120} required />
        <TextField
          {...props}
          id="phone"
          type="tel"
          label={texts.phone}
          hint={texts.phoneHint}
          autocomplete="tel"
          maxlength={40}
        />
        <TextField
          {...props}
          id="email"
          type="email"
          label={texts.email}
          hint={texts.oneOfBoth}
          autocomplete="email"
          maxlength={254}
        />
        {service.questions.map((question) => (
          <QuestionField key={question.id} {...props} question={question} />
        ))}
        <div class="field">
          <label for="notes">
            {texts.notes} <span class="note">({texts.optional})</span>
          </label>
          <textarea id="notes" name="notes" maxlength={1000}>
            {props.typed["notes"] ?? ""}
          </textarea>
        </div>
        {/* Programs fill in every field; people never see this one. */}
        <div class="bot" aria-hidden="true">
          <input name="website" type="text" tabindex={-1} autocomplete="off" />
        </div>
        <div class="field">
          <label class="check">
            <input
              type="checkbox"
              id="consent"
              name="consent"
              value="yes"
              checked={props.typed["consent"] === "yes"}
              {...markOf(wrong, "consent")}
            />
            <span>{texts.consent(business)}</span>
          </label>
          <Complaint wrong={wrong} id="consent" />
        </div>
        {service.depositMinor !== null && (
          <p class="note">{texts.deposit(showPrice(language, service.depositMinor, service.currency))}</p>
        )}
        {service.approvalHours !== null && <p class="note">{texts.requestHint(service.approvalHours)}</p>}
        {service.freeCancelHours !== null && <p class="note">{texts.cancelPolicy(service.freeCancelHours)}</p>}
        <button type="submit">{sending}</button>
      </form>
    </BookingLayout>
  );
}

/** A click books the same details at another time. */
function Alternatives({ language, timeZone, slots }: DetailsProps & { slots: Slot[] }) {
  return (
    <div class="field">
      <b>{bookingTexts[language].alternatives}</b>
      <ul class="times">
        {slots.map(({ startsAt }) => (
          <li key={startsAt}>
            <button type="submit" name="instead" value={toParameter(timeZone, startsAt)}>
              {showClock(language, timeZone, startsAt)}
              <small>{showDate(language, localDateOf(timeZone, startsAt))}</small>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

type TextFieldProps = Pick<DetailsProps, "typed" | "wrong"> & {
  id: string;
  /** Under which it is sent, if not its id. */
  name?: string;
  type: "text" | "tel" | "email" | "number";
  label: string;
  hint?: string;
  autocomplete?: string;
  maxlength?: number;
  required?: boolean;
};

function TextField(props: TextFieldProps) {
  const { id, name = id, type, label, hint, autocomplete, maxlength, required, typed, wrong } = props;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        {...{ id, name, type, autocomplete, maxlength, required, value: typed[name] ?? "" }}
        {...markOf(wrong, id, hint && `${id}-hint`)}
      />
      {hint && (
        <span class="note" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <Complaint wrong={wrong} id={id} />
    </div>
  );
}

type QuestionFieldProps = Pick<DetailsProps, "language" | "typed" | "wrong"> & {
  question: Question;
  /** Which form it is of, where a page has several. */
  of?: string;
};

export function QuestionField({ question, language, typed, wrong, of = "" }: QuestionFieldProps) {
  const texts = bookingTexts[language];
  const { id: key, label: asked, type, choices, isRequired } = question;
  const name = `answer.${key}`;
  const id = of + name;
  const label = isRequired ? asked : `${asked} (${texts.optional})`;
  if (type === "text" || type === "number")
    return <TextField {...{ id, name, type, label, typed, wrong }} maxlength={1000} required={isRequired} />;
  const options =
    type === "choice"
      ? choices.map((choice) => [choice, choice])
      : [
          ["yes", texts.yes],
          ["no", texts.no],
        ];
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} name={name} required={isRequired} {...markOf(wrong, id)}>
        <option value="">{texts.choose}</option>
        {options.map(([value, shown]) => (
          <option key={value} value={value} selected={typed[name] === value}>
            {shown}
          </option>
        ))}
      </select>
      <Complaint wrong={wrong} id={id} />
    </div>
  );
}

/** Why the form was not taken as a whole, and links to what is wrong in it. */
export function WrongList(props: { language: Language; refusal: string | null; wrong: Wrong }) {
  const { language, refusal, wrong } = props;
  const fields = Object.entries(wrong);
  if (refusal === null && fields.length === 0) return null;
  return (
    <div class="alert" role="alert" id="error">
      {refusal ?? bookingTexts[language].errorTitle}
      {fields.length > 0 && (
        <ul>
          {fields.map(([id, complaint]) => (
            <li key={id}>
              <a href={`#${id}`}>{complaint}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export function Complaint({ wrong, id }: { wrong: Wrong; id: string }) {
  return wrong[id] ? (
    <span class="wrong" id={`${id}-wrong`}>
      {wrong[id]}
    </span>
  ) : null;
}

export function markOf(wrong: Wrong, id: string, hintId?: string) {
  const describedBy = [wrong[id] && `${id}-wrong`, hintId].filter(Boolean).join(" ");
  return {
    ...(describedBy && { "aria-describedby": describedBy }),
    ...(wrong[id] && { "aria-invalid": "true" as const }),
  };
}
