import type { Child } from "hono/jsx";
import type { Language } from "../../domain/language.ts";
import { pagesCssPath } from "../styles.ts";
import { TestModeNote } from "../test-mode.tsx";
import { type Brand, brandCssPath } from "./brand.ts";
import { type Listing, PublicHead } from "./public-head.tsx";
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
  /** The sites whose frame it is shown in. Empty: it has a window of its own. */
  framedBy: readonly string[];
};

type LayoutProps = BookingFrame & { title: string; listing?: Listing; children: Child };

/** A page for a business's customers, in its name. With `listing`, search engines may list it. */
export function BookingLayout(props: LayoutProps) {
  const { language, business, path, nonce, brand, framedBy, title, listing, children } = props;
  const texts = bookingTexts[language];
  const other = language === "de" ? "en" : "de";
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · ${business}`}</title>
        {listing ? (
          <PublicHead {...{ language, business, listing, nonce }} logo={brand?.logo ?? null} />
        ) : (
          <meta name="robots" content="noindex" />
        )}
        <link rel="stylesheet" href={pagesCssPath} />
        <link rel="stylesheet" href={bookingCssPath} />
        {brand?.accentColour ? <link rel="stylesheet" href={brandCssPath(brand.accentColour)} /> : null}
        <script type="module" src={bookingJsPath} nonce={nonce} />
      </head>
      <body {...(framedBy.length > 0 && { "data-framed": "" })}>
        <TestModeNote language={language} />
        <main class="booking">
          <div class="business">
            {brand?.logo ? <img class="logo" src={brand.logo} alt="" width="44" height="44" /> : null}
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

type HeadingProps = { back?: string; backTo?: string; language: Language; children: Child };

/** The way back (`backTo`: where that is, in words), and the one heading of the page. */
export function Heading({ back, backTo, language, children }: HeadingProps) {
  return (
    <>
      {back && (
        <a class="crumb" href={back}>
          ← {backTo ?? bookingTexts[language].back}
        </a>
      )}
      <h1>{children}</h1>
    </>
  );
}
