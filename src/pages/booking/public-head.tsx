import type { Language } from "../../domain/language.ts";
import { bookingTexts } from "./texts.ts";

/** What machines may know of a page that search engines list. */
export type Listing = {
  /** Absolute, without a language. */
  address: string;
  /** The language that the address asked for, if any: that page and the one without a language are two. */
  chosen: Language | null;
  title: string;
  /** A business at one place (schema.org), where the page is about one. */
  place?: { name: string; address: string; phone: string | null };
};

type PublicHeadProps = { language: Language; business: string; listing: Listing; nonce: string; logo: string | null };

/** Each language is a page of its own to search engines; without one, the visitor's browser decides. */
export function PublicHead({ language, business, listing, nonce, logo }: PublicHeadProps) {
  const { address, chosen, title } = listing;
  const description = bookingTexts[language].description(business);
  const own = chosen ? `${address}?lang=${chosen}` : address;
  return (
    <>
      <link rel="canonical" href={own} />
      <link rel="alternate" hreflang="de" href={`${address}?lang=de`} />
      <link rel="alternate" hreflang="en" href={`${address}?lang=en`} />
      <link rel="alternate" hreflang="x-default" href={address} />
      <meta name="description" content={description} />
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content={business} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={own} />
      <meta property="og:locale" content={language === "de" ? "de_DE" : "en_GB"} />
      <meta property="og:locale:alternate" content={language === "de" ? "en_GB" : "de_DE"} />
      {logo && <meta property="og:image" content={new URL(logo, address).href} />}
      <meta name="twitter:card" content="summary" />
      {listing.place && <PlaceData {...listing.place} url={own} business={business} nonce={nonce} />}
    </>
  );
}

type PlaceDataProps = NonNullable<Listing["place"]> & { url: string; business: string; nonce: string };

function PlaceData({ name, address, phone, url, business, nonce }: PlaceDataProps) {
  const data = {
    "@context": "https://schema.org",
    "@type": "LocalBusiness",
    name: name === business ? business : `${business}, ${name}`,
    url,
    ...(address && { address }),
    ...(phone && { telephone: phone }),
    potentialAction: { "@type": "ReserveAction", target: url },
  };
  // A name must not end the element that it stands in.
  const text = JSON.stringify(data).replaceAll("<", "\\u003c");
  return <script type="application/ld+json" nonce={nonce} dangerouslySetInnerHTML={{ __html: text }} />;
}
