import { type BookingFrame, BookingLayout, Heading } from "../booking/layout.tsx";
import { portalTexts } from "./texts.ts";

type Links = { make: string; end: string };

/** On the customer's own page: make an address for their calendar program, or end the one they have. */
export function FeedActs({ language, hasFeed, links }: BookingFrame & { hasFeed: boolean; links: Links }) {
  const texts = portalTexts[language];
  return (
    <details>
      <summary>{texts.feed}</summary>
      <p class="note">{hasFeed ? texts.feedStands : texts.feedLead}</p>
      <form method="post" action={links.make}>
        <button type="submit">{hasFeed ? texts.feedAgain : texts.feedMake}</button>
      </form>
      {hasFeed && (
        <form method="post" action={links.end}>
          <button type="submit" class="danger">
            {texts.feedEnd}
          </button>
        </form>
      )}
    </details>
  );
}

/** The address is told here and never again. */
export function PortalFeedPage({ url, home, ...frame }: BookingFrame & { url: string; home: string }) {
  const texts = portalTexts[frame.language];
  return (
    <BookingLayout {...frame} title={texts.feed}>
      <Heading language={frame.language}>{texts.feed}</Heading>
      <p class="lead">{texts.feedShown}</p>
      <div class="field">
        <label for="feed">{texts.feedAddress}</label>
        <input id="feed" type="text" readonly value={url} />
      </div>
      <div class="acts">
        <a class="button" href={url.replace(/^https?:/, "webcal:")}>
          {texts.feedAdd}
        </a>
        <a href={home}>{texts.all}</a>
      </div>
    </BookingLayout>
  );
}
