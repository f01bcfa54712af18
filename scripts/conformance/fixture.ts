export type Fixture = {
  name: string;
  body: string;
  headers: Record<string, string>;
  /** Of this vendor's bodies, where that is not JSON. */
  contentType?: string;
  /** Any of these is right. */
  wanted: readonly number[];
};

/** What a vendor and we agree on, as somebody gives it to this script. */
export type Credential = {
  secret: string;
  /** Of Vapi: signed rather than shown. */
  isHmac: boolean;
  /** Where the vendor was told to send to: Twilio signs that. */
  address: string;
};

type Sign = (body: string, at?: number) => Record<string, string>;
type Bodies = {
  good: string;
  /** Before what it follows; or the same as `good` where no order matters. */
  early: string;
  unknown: string;
  malformed: string;
  tooLarge: string;
};
type Ways = {
  sign: Sign;
  bodies: Bodies;
  contentType?: string;
  unknown?: readonly number[];
  malformed?: readonly number[];
};

export const MINUTE_MS = 60_000;
export const TAKEN = [200, 204];
const STALE_MS = 10 * MINUTE_MS;
/** More than any of our addresses takes. */
export const JUNK = "x".repeat(11 * 1024 * 1024);

/** Good, twice, out of order, unknown, unreadable, too large: signed as the vendor signs. */
export function signedFixtures({ sign, bodies, contentType, unknown = TAKEN, malformed = [400] }: Ways): Fixture[] {
  const type = contentType === undefined ? {} : { contentType };
  const signed = (name: string, body: string, wanted: readonly number[]): Fixture => {
    return { name, body, headers: sign(body), wanted, ...type };
  };
  return [
    signed("out of order: what comes later comes first", bodies.early, TAKEN),
    signed("good", bodies.good, TAKEN),
    signed("twice: the same again", bodies.good, TAKEN),
    signed("unknown event", bodies.unknown, unknown),
    signed("unreadable", bodies.malformed, malformed),
    signed("too large", bodies.tooLarge, [413]),
    { name: "no credential", body: bodies.good, headers: {}, wanted: [401], ...type },
  ];
}

export function tampered({ sign, bodies, contentType }: Ways): Fixture {
  const type = contentType === undefined ? {} : { contentType };
  return { name: "tampered body", body: `${bodies.good} `, headers: sign(bodies.good), wanted: [401], ...type };
}

/** For vendors that sign the time. */
export function stale({ sign, bodies }: Ways): Fixture {
  const headers = sign(bodies.good, Date.now() - STALE_MS);
  return { name: "stale: ten minutes old", body: bodies.good, headers, wanted: [401] };
}

export type { Bodies, Ways };
