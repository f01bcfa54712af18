import { joinAnd, joinOr, type SpeechContext } from "../speech-words.ts";
import { speakTime, speakTimes } from "../spoken-time.ts";
import { speakWindow } from "../spoken-window.ts";
import { englishRefusals } from "./english-refusals.ts";
import { firstOptions, MAX_OPTIONS } from "./options.ts";
import { type Missing, type Offer, type Phrases, type SpokenAppointment, speakRefusal } from "./phrasebook.ts";

const QUESTIONS: Record<Missing, string> = {
  service: "What can I book for you?",
  when: "Which day and time would you like?",
  name: "May I have your name, please?",
  phone: "Which phone number can we reach you on?",
  email: "What is your e-mail address?",
  appointment: "Which appointment do you mean?",
  message: "What may I pass on?",
  question: "What would you like to know?",
  code: "Could you read me the code, digit by digit?",
};

export function englishPhrases(speech: SpeechContext): Phrases {
  const refusals = englishRefusals(speech);
  const time = (startsAt: number) => speakTime(startsAt, speech);
  const times = (starts: readonly number[]) => speakTimes(starts, speech);
  const instead = (nearest: readonly number[]) =>
    nearest.length > 0 ? `The nearest would be ${times(nearest)}.` : "Shall I look on another day?";
  const describe = ({ startsAt, ...rest }: SpokenAppointment) => `${subject(rest)}, ${time(startsAt)}`;
  return {
    businessInfo: ({ business, branch, address, hours }) => {
      const name = branch === business ? business : `${business}, ${branch}`;
      return `This is ${name}, ${address}.${hours.length > 0 ? ` Our opening hours: ${hours.join(", ")}.` : ""}`;
    },
    services: (names) => {
      if (names.length === 0) return "I'm sorry, nothing can be booked here at the moment.";
      const named = names.length > MAX_OPTIONS ? [...firstOptions(names), "more"] : names;
      return `You can book ${joinAnd(named, "en")}. What would you like?`;
    },

    offerSlots: ({ starts, ...wanted }) => {
      const question = starts.length === 1 ? "Does that suit you?" : "Which suits you best?";
      return `For ${subject(wanted)} I can offer ${times(starts)}. ${question}`;
    },
    nothingFree: (window, nearest) =>
      `I'm sorry, nothing is free ${onWindow(speakWindow(window, speech))}. ${instead(nearest)}`,
    closedThen: (window, nearest) =>
      `I'm sorry, we are closed ${onWindow(speakWindow(window, speech))}. ${instead(nearest)}`,
    whichTime: (starts) => {
      const asked = "What time would you like?";
      return starts.length === 0 ? asked : `${asked} I can offer ${times(starts)}.`;
    },
    held: ({ startsAt, minutes }) => {
      const span = minutes === 1 ? "the next minute" : `the next ${minutes} minutes`;
      return `For ${span} I'm holding ${time(startsAt)} for you. Shall I book it?`;
    },
    booked: (appointment) => `You're booked: ${describe(appointment)}.`,
    askQuestion: (question) => `One more question: ${question}`,
    requested: (appointment) =>
      `I've passed on your request: ${describe(appointment)}. The time is kept for you until it is confirmed.`,
    rescheduled: (appointment) => `Your appointment is moved: ${describe(appointment)}.`,
    moveRequested: (appointment) =>
      `I've asked for your new time: ${describe(appointment)}. It is kept for you until it is confirmed, and the old one is given up.`,
    cancelled: ({ service, startsAt }) => `Your appointment is cancelled: ${service}, ${time(startsAt)}.`,
    found: (appointments) => {
      const listed = firstOptions(appointments).map(describe);
      if (listed.length === 0)
        return "I can't find an upcoming appointment under your number. Did you book with another one?";
      if (appointments.length === 1) return `You have one appointment: ${listed[0]}.`;
      const more = appointments.length > MAX_OPTIONS ? ", the next ones are" : "";
      return `You have ${appointments.length} appointments${more}: ${listed.join("; ")}.`;
    },

    isThatRight: ({ name, phone, email }) => {
      const parts = [`name ${name}`, phone && `phone ${phone}`, email && `e-mail ${email}`].filter(Boolean);
      return `Let me read that back: ${parts.join(". ")}. Is that right?`;
    },
    waiting: ({ understood, ...wish }) =>
      `You're on the waitlist: ${subject(wish)}, ${understood}. If a time becomes free, it is offered in turn.`,
    waitlistFull: () => "I'm sorry, our waitlist is full. Shall I take a message?",
    notKnown: () => "I'm sorry, I don't know that. Shall I take a message for the team?",

    messageTaken: ({ phone, isUrgent }) => {
      const passedOn = `I'll pass your message on to the team${isUrgent ? " as urgent" : ""}.`;
      return phone ? `${passedOn} They will call you back on ${phone}. Is that right?` : passedOn;
    },

    codeSent: ({ phone }) => `If something is booked under ${phone}, a code is on its way there. Please read it to me.`,
    codeRight: () => "Thank you, that's right. How can I help with your appointment?",
    codeWrong: () => "I'm sorry, that code isn't right. Could you read it to me again, digit by digit?",
    codeNotPossible: () => "I'm sorry, I can't send a code right now. Shall I leave a message for the team instead?",

    ask: (missing) => QUESTIONS[missing],
    unknownService: (options) => `I'm sorry, we don't offer that.${orRather("Would you like", options)}`,
    ambiguousService: (options) => `Do you mean ${joinOr(firstOptions(options), "en")}?`,
    unknownStaff: (options) => `I can't find that name here.${orRather("Do you mean", options)}`,
    ambiguousStaff: (options) => `Do you mean ${joinOr(firstOptions(options), "en")}?`,

    whenNotUnderstood: () => `I'm sorry, I didn't get that. ${QUESTIONS.when}`,
    inThePast: () => "That time has already passed. When would you like to come instead?",
    nonexistentTime: () =>
      "That time does not exist on that day, because the clocks go forward. What other time suits you?",
    repeatedTime: (instants) => `That time comes twice on that day. Do you mean ${times(instants)}?`,

    invalidPhone: () =>
      "That phone number doesn't seem right. Could you say it again digit by digit, or type it and press the hash key?",
    invalidEmail: () => "That e-mail address doesn't seem right. Could you spell it again?",
    numberWithheld: () => "Your number is withheld. Which number did you book with, so that I can send a code there?",
    technicalTrouble: () => "One moment please, that didn't work just now. Let's try again.",
    notPlaced: () => "I'm sorry, I can't help with that on this line. Please try again later.",
    nobodyButMessage: () => "I'm sorry, I can't put you through right now. Shall I take a message?",
    puttingThrough: () => "One moment please, I'm putting you through.",
    staffBusy: () => "Nobody is free just now. How can I help you?",
    nobodyAnswers: () => "I'm sorry, nobody can take your call right now. Please try again later.",
    notWanted: () => "I'm sorry, we can't take this call. Goodbye.",
    nobodyAvailable: () => "I'm sorry, I can't put you through right now. How else can I help?",

    refusal: (refusal, names) => speakRefusal(refusals, refusal, names),
  };
}

/** "on Tuesday", but "today", "this afternoon", "from ...". */
function onWindow(window: string): string {
  return /^[A-Z]/.test(window) ? `on ${window}` : window;
}

function subject({ service, staff }: Pick<Offer, "service" | "staff">): string {
  return staff ? `${service} with ${staff}` : service;
}

function orRather(question: string, options: readonly string[]): string {
  return options.length > 0 ? ` ${question} ${joinOr(firstOptions(options), "en")}?` : "";
}
