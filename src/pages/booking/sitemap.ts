import { language } from "../../domain/language.ts";

/** A sitemap (sitemaps.org) of absolute addresses, each once a language. Addresses are made of URL characters alone. */
export function sitemapOf(addresses: readonly string[]): string {
  const pages = addresses.flatMap((address) => language.options.map((each) => entry(address, each)));
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${pages.join("\n")}
</urlset>
`;
}

function entry(address: string, own: string): string {
  const others = language.options.map(
    (each) => `<xhtml:link rel="alternate" hreflang="${each}" href="${address}?lang=${each}"/>`,
  );
  return `<url><loc>${address}?lang=${own}</loc>${others.join("")}</url>`;
}

/** Booking pages may be found; what is personal is not looked for. Who signs in is sent to a page that says `noindex`. */
export const robotsTxt = `User-agent: *
Allow: /b/
Disallow: /b/*/book
Disallow: /m/
Disallow: /my/
Disallow: /api/
`;
