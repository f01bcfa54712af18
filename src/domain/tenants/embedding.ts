/** More sites than a business has. */
export const MAX_EMBED_ORIGINS = 20;

/**
 * A site that may show the booking page in a frame: scheme, host and port, as browsers write an origin. Anything else
 * would end up in a header that decides who may frame us. Plain HTTP only on the developer's own machine.
 */
export const EMBED_ORIGIN =
  /^(?:https:\/\/[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,10}|http:\/\/(?:localhost|127\.0\.0\.1))(?::\d{1,5})?$/;
