import { type BookingFrame, BookingLayout, Heading } from "../booking/layout.tsx";
import { Alert, CodeField } from "../code-field.tsx";
import { portalTexts } from "./texts.ts";

type CodeProps = BookingFrame & { action: string; ticket: string; again: string; isWrong: boolean };

/** The same words whether or not anything was booked with the number. */
export function PortalCodePage({ action, ticket, again, isWrong, ...frame }: CodeProps) {
  const texts = portalTexts[frame.language];
  return (
    <BookingLayout {...frame} title={texts.code}>
      <Heading language={frame.language}>{texts.code}</Heading>
      <p class="lead">{texts.codeLead}</p>
      {isWrong && <Alert>{texts.codeWrong}</Alert>}
      <form method="post" action={action}>
        <input type="hidden" name="ticket" value={ticket} />
        <CodeField label={texts.codeLabel} kind="app" error={isWrong} />
        <button type="submit">{texts.openButton}</button>
      </form>
      <p class="links">
        <a href={again}>{texts.codeAgain}</a>
      </p>
    </BookingLayout>
  );
}

type PhoneFormProps = {
  language: BookingFrame["language"];
  action: string;
  phone: string;
  isWrong: boolean;
};

/** The other way in: a code to the number that was given when booking. */
export function PhoneForm({ language, action, phone, isWrong }: PhoneFormProps) {
  const texts = portalTexts[language];
  return (
    <form method="post" action={action} novalidate>
      <div class="field">
        <label for="phone">{texts.phone}</label>
        <input
          {...{ id: "phone", name: "phone", type: "tel", autocomplete: "tel", maxlength: 40, value: phone }}
          required
          aria-describedby={isWrong ? "phone-wrong" : "phone-hint"}
          {...(isWrong && { "aria-invalid": "true" })}
        />
        {isWrong ? (
          <span class="wrong" id="phone-wrong">
            {texts.wrongPhone}
          </span>
        ) : (
          <span class="note" id="phone-hint">
            {texts.phoneHint}
          </span>
        )}
      </div>
      <button type="submit">{texts.sendCode}</button>
    </form>
  );
}
