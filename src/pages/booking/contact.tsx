import { contactTexts } from "./contact-texts.ts";
import { Complaint, markOf, type Typed, type Wrong, WrongList } from "./details.tsx";
import { type BookingFrame, BookingLayout, Heading } from "./layout.tsx";
import { bookingTexts } from "./texts.ts";

type Branch = { id: string; name: string };
export type ContactProps = BookingFrame & {
  branches: readonly Branch[];
  ticket: string;
  typed: Typed;
  wrong: Wrong;
  /** A sentence about the whole. */
  refusal: string | null;
};

/** For whoever wants something that cannot be booked by itself. */
export function ContactPage(props: ContactProps) {
  const { language, business, branches, typed, wrong, refusal } = props;
  const [texts, booking] = [contactTexts[language], bookingTexts[language]];
  return (
    <BookingLayout {...props} title={texts.title}>
      <Heading language={language}>{texts.title}</Heading>
      <p class="lead">{texts.lead}</p>
      <WrongList language={language} refusal={refusal} wrong={wrong} />
      <form method="post" novalidate>
        <input type="hidden" name="ticket" value={props.ticket} />
        {branches.length > 1 && (
          <div class="field">
            <label for="branch">{texts.branch}</label>
            <select id="branch" name="branch">
              {branches.map(({ id, name }) => (
                <option key={id} value={id} selected={typed["branch"] === id}>
                  {name}
                </option>
              ))}
            </select>
          </div>
        )}
        <Input {...props} id="name" type="text" label={booking.name} autocomplete="name" maxlength={120} />
        <Input
          {...props}
          id="phone"
          type="tel"
          label={booking.phone}
          hint={texts.phoneHint}
          autocomplete="tel"
          maxlength={40}
        />
        <Input
          {...props}
          id="email"
          type="email"
          label={booking.email}
          hint={booking.oneOfBoth}
          autocomplete="email"
          maxlength={254}
        />
        <div class="field">
          <label for="request">{texts.request}</label>
          <textarea id="request" name="request" maxlength={1000} required {...markOf(wrong, "request")}>
            {typed["request"] ?? ""}
          </textarea>
          <Complaint wrong={wrong} id="request" />
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
              checked={typed["consent"] === "yes"}
              {...markOf(wrong, "consent")}
            />
            <span>{texts.consent(business)}</span>
          </label>
          <Complaint wrong={wrong} id="consent" />
        </div>
        <button type="submit">{texts.send}</button>
      </form>
    </BookingLayout>
  );
}

type InputProps = ContactProps & {
  id: string;
  type: "text" | "tel" | "email";
  label: string;
  hint?: string;
  autocomplete: string;
  maxlength: number;
};

function Input({ id, type, label, hint, autocomplete, maxlength, typed, wrong }: InputProps) {
  const value = typed[id] ?? "";
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input {...{ id, name: id, type, autocomplete, maxlength, value }} {...markOf(wrong, id, hint && `${id}-hint`)} />
      {hint && (
        <span class="note" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <Complaint wrong={wrong} id={id} />
    </div>
  );
}

export function ThanksPage({ bookHref, ...frame }: BookingFrame & { bookHref: string }) {
  const texts = contactTexts[frame.language];
  return (
    <BookingLayout {...frame} title={texts.thanks}>
      <Heading language={frame.language}>{texts.thanks}</Heading>
      <p class="lead" role="status">
        {texts.thanksLead(frame.business)}
      </p>
      <p class="hint">
        <a href={bookHref}>{texts.bookNow}</a>
      </p>
    </BookingLayout>
  );
}

/** Asks before it does anything: programs that look at links in e-mails press no button. */
export function UnsubscribePage({ state, ...frame }: BookingFrame & { state: "asked" | "stopped" | "wrong" }) {
  const texts = contactTexts[frame.language];
  return (
    <BookingLayout {...frame} title={texts.unsubscribe}>
      <Heading language={frame.language}>{texts.unsubscribe}</Heading>
      {state === "asked" ? (
        <form method="post">
          <p class="lead">{texts.unsubscribeLead(frame.business)}</p>
          <button type="submit">{texts.stop}</button>
        </form>
      ) : (
        <p class="lead" role="status">
          {state === "stopped" ? texts.stopped : texts.linkWrong}
        </p>
      )}
    </BookingLayout>
  );
}
