/**
 * Every `code` that a refusal can have, and what it means. The compiler refuses a problem with a code that is not here,
 * and a test holds the table of docs/guides/errors.md against it. A code that clients may have seen keeps its meaning.
 */
export const problemCodes = {
  // The request itself.
  invalid_input: "A field is not valid; `errors` names each and its rule.",
  malformed_json: "The body is not JSON.",
  unknown_shape: "A vendor's webhook is not what the vendor documents.",
  bad_signature: "A vendor's webhook is not signed by the vendor, or the connection is unknown.",
  too_large: "The body is larger than the operation reads.",
  unsupported_media_type: "The body is of another type, or compressed.",
  not_acceptable: "The address serves events, and the client asks for something else.",
  upgrade_required: "The address is for a WebSocket.",
  too_many_requests: "More requests than the limit; `Retry-After` tells how long to wait.",
  too_many_attempts: "More attempts than the limit; `Retry-After` tells how long to wait where it is known.",
  internal: "A fault of ours. `requestId` finds it in the logs.",
  data_erased: "The data of this business was erased for good.",

  // Who asks.
  unauthenticated: "No valid credential.",
  forbidden: "The credential lacks the permission that `detail` names.",
  cross_origin: "A browser on another site sent this with the user's cookie.",
  user_required: "Only somebody who is signed in can do this; a key cannot.",
  operator_required: "Only an operator who is signed in can do this.",
  step_up_required: "Prove first who you are; `methods` tells how.",

  // What is asked for.
  not_found: "There is no such thing for this tenant.",
  call_not_waiting: "The call is over, cancelled, or going on.",
  do_not_call: "The person has asked not to be called.",
  alert_taken: "Somebody else has taken the emergency.",
  version_conflict: "It was changed meanwhile: read it again.",
  too_many: "There can be no more of these; `title` tells how many.",
  not_confirmed: "An appointment is not confirmed; or a slug that had to be typed is another.",
  other_calendar: "A member of staff sees their own calendar alone.",
  other_vendor: "The credential is for another vendor than the connection.",
  unreachable: "The customer has no number or address on this channel.",
  has_appointments: "The customer has appointments to come: cancel or move them first; `errors` names each.",
  same_customer: "A customer cannot be merged with themselves.",
  phone_taken: "The number belongs to another customer.",
  resource_needed: "A service needs this resource.",
  endpoint_disabled: "The webhook endpoint is switched off.",
  not_active: "The API key no longer works.",
  already_rotated: "The API key was replaced already.",
  scopes_not_yours: "A key may do no more than who makes it.",
  not_placed: "The sandbox could not place a test call.",
  wrong_status: "A vendor's event is in another state.",
  wrong_step: "The import is at another step; `title` tells which.",
  still_unplaced: "It still cannot be told whose event it is.",

  // Why a time cannot be had: docs/booking-rules.md.
  unknown_service: "The branch does not offer this service.",
  unknown_staff: "The branch has no such member of staff.",
  staff_not_offered: "This member does not do the service.",
  too_soon: "Within the service's notice, or in the past.",
  too_far: "Beyond the service's horizon.",
  closed: "A day without hours.",
  outside_hours: "Not within opening hours.",
  off_grid: "A start between two of the raster.",
  staff_unavailable: "Nobody who does it works then.",
  slot_taken: "Everybody who does it is busy.",
  buffer: "Too close to another appointment.",
  no_capacity: "The group session has no seats left for so many.",
  no_resource: "Every room or device of one need is taken.",
  daily_cap: "More than a day takes.",
  weekly_cap: "More than a week takes.",
  not_bookable_online: "The service is booked by phone or at the desk.",
  series_conflict: "A part of a series cannot be had; `occurrences` tells.",
  package_conflict: "A part of a package cannot be had; `occurrences` tells.",

  // Holds.
  hold_expired: "The hold is over.",
  hold_not_found: "Whoever asks has no such hold.",
  hold_mismatch: "The hold is for something else.",
  hold_extended: "A hold is extended once.",
  too_many_holds: "Whoever asks holds too much already.",

  // What an appointment is past.
  already_cancelled: "The appointment is cancelled.",
  already_over: "The appointment is over.",
  not_pending: "Only a request can be answered.",
  request_lapsed: "Nobody answered the request in time.",
  checked_in: "The customer has arrived.",
  not_yet: "It is too early for that.",
  ambiguous_appointment: "More than one appointment could be meant.",
  not_your_appointment: "The appointment belongs to somebody else.",

  // The waitlist and busy time.
  window_over: "The time to wait for is over.",
  waitlist_full: "As many wait as can.",
  not_offered: "Nothing is on offer for the entry.",
  not_manual: "The time comes from an outside calendar: change it there.",

  // What callers left to be done.
  callback_settled: "Somebody has dealt with the callback already.",

  // What vendors do for us.
  not_configured: "Something has to be entered first; `detail` tells what.",
  connection_needed: "There is more than one connection, or none: say which.",
  already_publishing: "The agent is being published just now.",
  number_taken: "Somebody has this number already.",
  quiet_hours: "Nobody is called at this hour; `detail` tells when.",
  number_blocked: "The number is on the block list.",
  agent_needed: "The branch has no published voice agent.",
  number_needed: "The branch has no number that its vendor can call from.",
  calendar_connected: "That calendar is connected to this member already.",
  consent_unknown: "The permission was asked for in another session, was used, or is too old: connect again.",
  proposal_closed: "What was done in the calendar outside is decided already.",
  proposal_refused: "What was done in the calendar outside cannot be done to the appointment; `detail` tells why.",
  scope_missing: "Not everything that is needed was allowed: connect again and leave all boxes ticked.",
  vendor_failed: "The vendor did not do it; `detail` tells what it said. Nothing half-made is in use.",

  // The team and one's own account.
  own_account: "Nobody changes their own role or removes themselves.",
  owners_only: "Only an owner decides about owners.",
  beyond_your_role: "The role does not decide about this one.",
  last_owner: "The business needs another owner first.",
  email_taken: "The address has an account already.",
  already_invited: "The address is invited already.",
  wrong_password: "The present password is wrong.",
  weak_password: "The new password is not good enough; `errors` names why.",
  wrong_code: "The code is wrong, or was used before.",
  wrong_proof: "That does not prove who asks.",
  wrong_passkey: "The passkey does not open this account.",
  login_over: "The sign-in took too long.",
  already_enrolled: "An authenticator app is set up already.",
  not_started: "Nothing was begun that could be ended.",
  second_factor_required: "The role needs a second factor.",
  passkey_not_accepted: "The passkey was not accepted.",
  passkey_known: "The passkey is registered already.",
  too_many_passkeys: "There are as many passkeys as there can be.",

  // Repeating.
  idempotency_mismatch: "The Idempotency-Key was used with another request.",
  idempotency_in_progress: "The first request with this Idempotency-Key is being carried out.",
  idempotency_answer_lost: "It was carried out; its answer was too large to keep.",
  idempotency_outcome_unknown: "The first request died half-way: see what became of it, then use a new key.",
} as const;

export type ProblemCode = keyof typeof problemCodes;
