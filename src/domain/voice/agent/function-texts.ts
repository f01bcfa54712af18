import type { VoiceFunctionName } from "../../../contracts/voice.ts";

/** What a model is told of each function. A function without a line here does not compile. */
export const functionTexts: Record<VoiceFunctionName, string> = {
  get_business_info: "Name, address, phone number and opening hours of the business.",
  list_services: "All services with duration, price, who offers them, and the questions to ask before booking one.",
  check_availability:
    "Free times for a service. Give what the caller said about the time in `when`, in their own words.",
  hold_slot: "Keeps one free time for the caller for five minutes while you ask for their name.",
  book_appointment:
    "Books an appointment. Only after the caller has agreed to the service and to one exact time, and has told their name.",
  find_appointments:
    "Upcoming appointments under the number that calls, or under another one that check_verification_code has proven.",
  reschedule_appointment: "Moves an appointment of the caller to another time that they agreed to.",
  join_waitlist: "Puts the caller on the waitlist when nothing suits them. Only after they have agreed to wait.",
  answer_question:
    "Looks a question about the business up: parking, payment, vouchers and the like. Say the answer as it comes.",
  transfer_to_human:
    "Finds whom to put the caller through to, when they want a person. Give the topic they named. When it names a number, put them through.",
  send_verification_code:
    "Sends a code by SMS to a number that the caller says is theirs. Only when they call from another number and want to hear of or change what is booked under it.",
  check_verification_code: "Checks the code that the caller reads out. Its verificationId goes into the next calls.",
  take_message: "Takes a message for the business, and a wish to be called back. When you cannot help yourself.",
  cancel_appointment: "Cancels an appointment of the caller, after they have confirmed that they want that.",
};

/** What arguments mean, whichever function takes them. */
export const argumentTexts: Record<string, string> = {
  service: "The service as the caller named it, or its name from list_services.",
  staff: "Who shall do it, as the caller said. Leave it out when they do not mind.",
  when: "Day and time in the caller's own words, such as “next Tuesday afternoon”. Never work out dates yourself.",
  startsAt: "The exact start, as an earlier answer gave it in `startsAt`.",
  date: "A date, YYYY-MM-DD. Prefer `when`.",
  timeOfDay: "Part of the day, with `date`.",
  people: "How many seats, for group sessions alone.",
  holdId: "From hold_slot.",
  name: "The caller's full name, after you have spelled it and they have said that it is right.",
  phone: "Only when the caller gives a number other than the one they call from. Digit by digit as they said it.",
  email: "Only when the caller wants a confirmation by e-mail; spelled back before.",
  notes: "What the business should know, in a few words.",
  answers: "The caller's answers to the service's questions, by the question's id.",
  appointmentId: "From find_appointments. Leave it out when the caller has one appointment only.",
  question: "The caller's question, in their own words.",
  confirmed: "True once the caller has said yes to what was read back to them. Never before.",
  verificationId: "From check_verification_code, when the caller has proven another number.",
  code: "The six digits that the caller reads out.",
  message: "What shall be passed on, in the caller's own words.",
  wantsCallback: "Whether somebody shall call back.",
  topic: "What it is about.",
  urgency: "How urgent it is, as the caller said.",
  reason: "Why, if the caller said so.",
  language: "What the caller speaks: de or en.",
};
