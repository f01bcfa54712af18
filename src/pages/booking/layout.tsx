import type { Child } from "hono/jsx";
import type { Language } from "../../domain/language.ts";
import { pagesCssPath } from "../styles.ts";
import { type Brand, brandCssPath } from "./brand.ts";
import { bookingJsPath } from "./script.ts";
import { bookingCssPath } from "./styles.ts";
import { bookingTexts } from "./texts.ts";

export type BookingFrame = {
  language: Language;
  business: string;
  /** Where the language is changed: this page's own address without `lang`. */
  path: string;
  nonce: string;
  /** Of pages that are drawn in the business's own look. */
  brand?: Brand;
};

type LayoutProps = BookingFrame & { title: string; canonical?: string; children: Child };

/** A page for a business's customers, in its name. With `canonical`, search engines may list it. */
export function BookingLayout({ language, business, path, nonce, brand, title, canonical, children }: LayoutProps) {
  const texts = bookingTexts[language];
  const other = language === "de" ? "en" : "de";
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · ${business}`}</title>
        {canonical ? <PublicHead {...{ language, business, canonical }} /> : <meta name="robots" content="noindex" />}
        <link rel="stylesheet" href={pagesCssPath} />
        <link rel="stylesheet" href={bookingCssPath} />
        {brand?.accentColour ? <link rel="stylesheet" href={brandCssPath(brand.accentColour)} /> : null}
        <script type="module" src={bookingJsPath} nonce={nonce} />
      </head>
      <body>
        <main class="booking">
          <div class="business">
            <div>
              <strong>{business}</strong>
              {brand?.tagline ? <p class="tagline">{brand.tagline}</p> : null}
            </div>
            <a href={`${path}${path.includes("?") ? "&" : "?"}lang=${other}`} hreflang={other} lang={other}>
              {other === "de" ? "Deutsch" : "English"}
            </a>
          </div>
          <div class="card">{children}</div>
        </main>
        <footer>{texts.poweredBy}</footer>
      </body>
    </html>
  );
}

function PublicHead({ language, business, canonical }: { language: Language; business: string; canonical: string }) {
  const { title, description } = bookingTexts[language];
  return (
    <>
      <link rel="canonical" href={canonical} />
      <link rel="alternate" hreflang="de" href={`${canonical}?lang=de`} />
      <link rel="alternate" hreflang="en" href={`${canonical}?lang=en`} />
      <meta name="description" content={description(business)} />
      <meta property="og:type" content="website" />
      <meta property="og:title" content={title(business)} />
      <meta property="og:description" content={description(business)} />
      <meta property="og:url" content={canonical} />
      <meta property="og:locale" content={language === "de" ? "de_DE" : "en_GB"} />
      <meta name="twitter:card" content="summary" />
    </>
  );
}

/** The way back, and the one heading of the page. */
export function Heading({ back, language, children }: { back?: string; language: Language; children: Child }) {
  return (
    <>
      {back && (
        <a class="crumb" href={back}>
          ← {bookingTexts[language].back}
        </a>
      )}
      <h1>{children}</h1>
    </>
  );
}
