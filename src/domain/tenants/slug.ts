const MAX_LENGTH = 40;
const MIN_LENGTH = 3;
const FALLBACK = "business";

/** Paths of our own, and names that would let a business pass for the platform. */
const RESERVED = new Set(
  `about account accounts admin alert api app assets auth billing blog book booking business cdn contact css dashboard demo docs
   download email example faq favicon forgot frontdesk health help home img invitation js legal live login logout mail
   manage me metrics null official openapi operator owner pages platform pricing privacy public reset robots root sandbox
   security settings setup signin signup sitemap staff static status support system team terms test undefined user users
   verify webhook webhooks well-known www`.split(/\s+/),
);

const UMLAUTS: Record<string, string> = {
  ä: "ae",
  ö: "oe",
  ü: "ue",
  ß: "ss",
  æ: "ae",
  ø: "o",
  å: "a",
  œ: "oe",
  ł: "l",
};

/** What a business is called in addresses: a-z, 0-9 and single hyphens, 3 to 40 characters, never a reserved word. */
export function slugOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[äöüßæøåœł]/g, (letter) => UMLAUTS[letter] ?? "")
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-");
  const slug = trimHyphens(plain.replaceAll(/-{2,}/g, "-")).slice(0, MAX_LENGTH);
  const usable = trimHyphens(slug);
  return usable.length < MIN_LENGTH || RESERVED.has(usable) ? trimHyphens(`${FALLBACK}-${usable}`) : usable;
}

/** When the name is taken: the same with a mark of its own. `mark` is a-z and 0-9. */
export function slugWithMark(slug: string, mark: string): string {
  return `${trimHyphens(slug.slice(0, MAX_LENGTH - mark.length - 1))}-${mark}`;
}

function trimHyphens(text: string): string {
  return text.split("-").filter(Boolean).join("-");
}
