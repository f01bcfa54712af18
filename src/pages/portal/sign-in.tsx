import { type BookingFrame, BookingLayout, Heading } from "../booking/layout.tsx";
import { PhoneForm } from "./code.tsx";
import { portalTexts } from "./texts.ts";

type SignInProps = BookingFrame & {
  action: string;
  /** Null: e-mail is not set up, so there is nothing to ask for. */
  email: string | null;
  codeAction: string;
  /** Null: the business sends no SMS. */
  phone: string | null;
  alert: "wrongEmail" | "wrongPhone" | "tooMany" | null;
  hasLeft: boolean;
};

/** Asks for the address that a link is sent to, or the number that a code is. */
export function PortalSignInPage({ action, email, codeAction, phone, alert, hasLeft, ...frame }: SignInProps) {
  const texts = portalTexts[frame.language];
  return (
    <BookingLayout {...frame} title={texts.title}>
      <Heading language={frame.language}>{texts.title}</Heading>
      {hasLeft && (
        <p class="badge" role="status">
          {texts.signedOut}
        </p>
      )}
      <p class="lead">{email === null && phone === null ? texts.noEmail : texts.signInLead(frame.business)}</p>
      {alert === "tooMany" && (
        <div class="alert" role="alert">
          {texts.tooMany}
        </div>
      )}
      {email !== null && (
        <form method="post" action={action} novalidate>
          <div class="field">
            <label for="email">{texts.email}</label>
            <input
              {...{ id: "email", name: "email", type: "email", autocomplete: "email", maxlength: 254, value: email }}
              required
              {...(alert === "wrongEmail" && { "aria-invalid": "true", "aria-describedby": "email-wrong" })}
            />
            {alert === "wrongEmail" && (
              <span class="wrong" id="email-wrong">
                {texts.wrongEmail}
              </span>
            )}
          </div>
          <button type="submit">{texts.send}</button>
        </form>
      )}
      {phone === null ? (
        <p class="hint">{texts.bookedByPhone}</p>
      ) : (
        <>
          <h2>{texts.orBySms}</h2>
          <PhoneForm {...{ language: frame.language, action: codeAction, phone, isWrong: alert === "wrongPhone" }} />
        </>
      )}
    </BookingLayout>
  );
}

/** The same words whether or not the address is known. */
export function PortalInboxPage({ again, ...frame }: BookingFrame & { again: string }) {
  const texts = portalTexts[frame.language];
  return (
    <BookingLayout {...frame} title={texts.inbox}>
      <Heading language={frame.language}>{texts.inbox}</Heading>
      <p class="lead">{texts.inboxLead}</p>
      <p class="links">
        <a href={again}>{texts.inboxAgain}</a>
      </p>
    </BookingLayout>
  );
}

/** Behind the link: programs that check mails follow every link, but they press no button. */
export function PortalOpenPage({ action, token, ...frame }: BookingFrame & { action: string; token: string }) {
  const texts = portalTexts[frame.language];
  return (
    <BookingLayout {...frame} title={texts.open}>
      <Heading language={frame.language}>{texts.open}</Heading>
      <p class="lead">{texts.openLead(frame.business)}</p>
      <form method="post" action={action}>
        <input type="hidden" name="token" value={token} />
        <button type="submit">{texts.openButton}</button>
      </form>
    </BookingLayout>
  );
}

export function PortalLinkOverPage({ again, ...frame }: BookingFrame & { again: string }) {
  const texts = portalTexts[frame.language];
  return (
    <BookingLayout {...frame} title={texts.linkOver}>
      <Heading language={frame.language}>{texts.linkOver}</Heading>
      <p class="lead">{texts.linkOverLead}</p>
      <div class="acts">
        <a class="button" href={again}>
          {texts.newLink}
        </a>
      </div>
    </BookingLayout>
  );
}
