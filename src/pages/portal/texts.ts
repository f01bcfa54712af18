import type { Language } from "../../domain/language.ts";
import type { MessageChannel } from "../../domain/messaging/message.ts";

/** Every text of the customer's own pages that the booking pages do not have already. */
export type PortalTexts = {
  title: string;
  signInLead(business: string): string;
  email: string;
  wrongEmail: string;
  send: string;
  tooMany: string;
  noEmail: string;
  bookedByPhone: string;
  orBySms: string;
  phone: string;
  phoneHint: string;
  wrongPhone: string;
  sendCode: string;
  code: string;
  codeLead: string;
  codeLabel: string;
  codeWrong: string;
  codeAgain: string;
  inbox: string;
  inboxLead: string;
  inboxAgain: string;
  open: string;
  openLead(business: string): string;
  openButton: string;
  linkOver: string;
  linkOverLead: string;
  newLink: string;
  upcoming: string;
  past: string;
  nothingUpcoming: string;
  partOf: Record<"series" | "package", string>;
  waitlist: string;
  between(from: string, to: string): string;
  offered(until: string): string;
  take: string;
  leave: string;
  offerGone: string;
  notAnswered: string;
  left: string;
  taken: string;
  allFile: string;
  feed: string;
  feedLead: string;
  feedStands: string;
  feedMake: string;
  feedAgain: string;
  feedEnd: string;
  feedEnded: string;
  feedShown: string;
  feedAddress: string;
  feedAdd: string;
  messages: string;
  messagesLead: string;
  channels: Record<MessageChannel, string>;
  channelOn: string;
  channelOff: string;
  channelEnd: string;
  channelStart: string;
  details: string;
  detailsElsewhere: string;
  name: string;
  language: string;
  save: string;
  saved: string;
  notSaved: string;
  join: string;
  joinLead: string;
  joinFor: string;
  joinFrom: string;
  joinTo: string;
  joinSeats: string;
  joinButton: string;
  joined: string;
  widened: string;
  notJoined: string;
  data: string;
  dataLead: string;
  download: string;
  erase: string;
  eraseLead(business: string): string;
  eraseButton: string;
  erasureAsked: string;
  signOut: string;
  signedOut: string;
  bookAgain: string;
  all: string;
};

export const portalTexts: Record<Language, PortalTexts> = {
  de: {
    title: "Meine Termine",
    signInLead: (business) =>
      `Wir schicken Ihnen einen Link, mit dem Sie alle Termine sehen, die Sie bei ${business} mit Ihrer E-Mail-Adresse gebucht haben.`,
    email: "E-Mail-Adresse",
    wrongEmail: "Das ist keine vollständige E-Mail-Adresse.",
    send: "Link schicken",
    tooMany: "Das waren viele Versuche. Bitte warten Sie etwas.",
    noEmail: "Links können zurzeit nicht verschickt werden. Öffnen Sie den Link Ihres Termins, oder rufen Sie uns an.",
    bookedByPhone: "Ohne E-Mail-Adresse gebucht? Dann öffnen Sie den Link, den Sie zum Termin bekommen haben.",
    inboxAgain: "Nichts angekommen? Noch einmal versuchen",
    inbox: "Sehen Sie in Ihr Postfach",
    inboxLead: "Wenn mit dieser Adresse hier gebucht wurde, ist ein Link unterwegs. Er gilt 15 Minuten und nur einmal.",
    open: "Meine Termine öffnen",
    openLead: (business) => `Sie öffnen Ihre Termine bei ${business} auf diesem Gerät, für eine Stunde.`,
    openButton: "Öffnen",
    linkOver: "Dieser Link gilt nicht mehr",
    linkOverLead: "Er wurde schon benutzt, ist älter als 15 Minuten, oder ein neuerer wurde verschickt.",
    newLink: "Neuen Link anfordern",
    upcoming: "Kommende Termine",
    past: "Frühere und abgesagte",
    nothingUpcoming: "Zurzeit steht kein Termin an.",
    partOf: { series: "Teil einer Serie", package: "Teil eines Pakets" },
    waitlist: "Warteliste",
    between: (from, to) => `zwischen ${from} und ${to}`,
    offered: (until) => `Für Sie frei gehalten bis ${until}`,
    take: "Termin nehmen",
    leave: "Nicht mehr warten",
    offerGone: "Dieses Angebot gilt nicht mehr.",
    notAnswered: "Bitte beantworten Sie zuerst die Fragen zum Termin.",
    left: "Sie stehen nicht mehr auf der Warteliste.",
    taken: "Ihr Termin steht.",
    allFile: "Alle kommenden als Kalenderdatei (.ics)",
    feed: "Im eigenen Kalender abonnieren",
    feedLead: "Ihr Kalenderprogramm liest Ihre Termine dann selbst und zeigt sie immer, wie sie gerade sind.",
    feedStands: "Sie haben eine Adresse. Eine neue beendet die alte.",
    feedMake: "Adresse erstellen",
    feedAgain: "Neue Adresse erstellen",
    feedEnd: "Adresse beenden",
    feedEnded: "Die Adresse gilt nicht mehr.",
    feedShown:
      "Fügen Sie diese Adresse in Ihrem Kalender als Abonnement hinzu. Sie wird nur jetzt gezeigt, und wer sie kennt, sieht Ihre Termine.",
    feedAddress: "Ihre Adresse",
    feedAdd: "Im Kalender öffnen",
    orBySms: "Oder mit einem Code per SMS",
    phone: "Telefonnummer",
    phoneHint: "Die Nummer, mit der Sie gebucht haben. Aus dem Ausland mit Landesvorwahl, etwa +43 664 1234567.",
    wrongPhone: "Das ist keine vollständige Telefonnummer.",
    sendCode: "Code schicken",
    code: "Code eingeben",
    codeLead:
      "Wenn mit dieser Nummer hier gebucht wurde, kommt gleich eine SMS mit sechs Ziffern. Sie gilt zehn Minuten.",
    codeLabel: "Code",
    codeWrong: "Dieser Code stimmt nicht oder ist abgelaufen.",
    codeAgain: "Neuen Code anfordern",
    messages: "Nachrichten",
    messagesLead: "Was Sie hier beenden, gilt sofort. Bestätigungen sehen Sie dann nur noch hier.",
    channels: { sms: "SMS", whatsapp: "WhatsApp", email: "E-Mail" },
    channelOn: "Sie bekommen Nachrichten.",
    channelOff: "Sie bekommen keine Nachrichten.",
    channelEnd: "Keine mehr schicken",
    channelStart: "Wieder schicken",
    details: "Meine Angaben",
    detailsElsewhere: "Ihren Namen ändern Sie, wenn Sie sich mit einem Code per SMS anmelden, oder direkt bei uns.",
    name: "Name",
    language: "Sprache für Nachrichten",
    save: "Speichern",
    saved: "Gespeichert.",
    notSaved: "Das wurde nicht gespeichert. Bitte prüfen Sie Ihre Angaben.",
    join: "Nichts Passendes frei? Auf die Warteliste",
    joinLead: "Wird in diesem Zeitraum etwas frei, bieten wir es Ihnen an.",
    joinFor: "Leistung",
    joinFrom: "Von",
    joinTo: "Bis",
    joinSeats: "Mehrere nur bei Gruppenterminen.",
    joinButton: "Auf die Warteliste setzen",
    joined: "Sie stehen auf der Warteliste.",
    widened: "Darauf warten Sie schon: Ihr Eintrag gilt jetzt für beide Zeiträume.",
    notJoined: "Das ging nicht. Bitte prüfen Sie den Zeitraum und für wie viele es sein soll.",
    data: "Meine Daten",
    dataLead: "Alles, was hier zu Ihren Terminen gespeichert ist, als Datei (JSON).",
    download: "Herunterladen",
    erase: "Einwilligung widerrufen und Löschung verlangen",
    eraseLead: (business) =>
      `${business} bekommt Ihre Bitte per E-Mail und antwortet Ihnen. Kommende Termine sagen Sie bitte selbst ab.`,
    eraseButton: "Löschung verlangen",
    erasureAsked: "Ihre Bitte um Löschung ist unterwegs.",
    signOut: "Abmelden",
    signedOut: "Sie sind abgemeldet.",
    bookAgain: "Neuen Termin buchen",
    all: "Alle Termine",
  },
  en: {
    title: "My appointments",
    signInLead: (business) =>
      `We send you a link that shows all appointments that you booked at ${business} with your e-mail address.`,
    email: "E-mail address",
    wrongEmail: "That is not a complete e-mail address.",
    send: "Send the link",
    tooMany: "Those were many attempts. Please wait a while.",
    noEmail: "Links cannot be sent at the moment. Open the link of your appointment, or call us.",
    bookedByPhone: "Booked without an e-mail address? Then open the link that came with your appointment.",
    inboxAgain: "Nothing there? Try again",
    inbox: "Look into your inbox",
    inboxLead: "If this address was used to book here, a link is on its way. It works for 15 minutes, once.",
    open: "Open my appointments",
    openLead: (business) => `You open your appointments at ${business} on this device, for one hour.`,
    openButton: "Open",
    linkOver: "This link is no longer valid",
    linkOverLead: "It was used already, is older than 15 minutes, or a newer one was sent.",
    newLink: "Ask for a new link",
    upcoming: "Upcoming appointments",
    past: "Past and cancelled",
    nothingUpcoming: "There is no appointment ahead.",
    partOf: { series: "Part of a series", package: "Part of a package" },
    waitlist: "Waitlist",
    between: (from, to) => `between ${from} and ${to}`,
    offered: (until) => `Kept free for you until ${until}`,
    take: "Take it",
    leave: "Wait no longer",
    offerGone: "This offer is no longer valid.",
    notAnswered: "Please answer the questions about the appointment first.",
    left: "You are no longer on the waitlist.",
    taken: "You are booked.",
    allFile: "All upcoming as a calendar file (.ics)",
    feed: "Subscribe in your own calendar",
    feedLead: "Your calendar program then reads your appointments by itself and always shows them as they are.",
    feedStands: "You have an address. A new one ends the old.",
    feedMake: "Make an address",
    feedAgain: "Make a new address",
    feedEnd: "End the address",
    feedEnded: "The address no longer works.",
    feedShown:
      "Add this address to your calendar as a subscription. It is shown only now, and whoever knows it sees your appointments.",
    feedAddress: "Your address",
    feedAdd: "Open in the calendar",
    orBySms: "Or with a code by SMS",
    phone: "Phone number",
    phoneHint: "The number that you booked with. From abroad with country code, such as +44 7700 900123.",
    wrongPhone: "That is not a complete phone number.",
    sendCode: "Send code",
    code: "Enter the code",
    codeLead:
      "If anything was booked with this number here, an SMS with six digits arrives soon. It works for ten minutes.",
    codeLabel: "Code",
    codeWrong: "This code is wrong, or too old.",
    codeAgain: "Ask for a new code",
    messages: "Messages",
    messagesLead: "What you end here ends at once. Confirmations are then found here only.",
    channels: { sms: "SMS", whatsapp: "WhatsApp", email: "E-mail" },
    channelOn: "You get messages.",
    channelOff: "You get no messages.",
    channelEnd: "Send no more",
    channelStart: "Send again",
    details: "My details",
    detailsElsewhere: "To change your name, sign in with a code by SMS, or tell us.",
    name: "Name",
    language: "Language of messages",
    save: "Save",
    saved: "Saved.",
    notSaved: "This was not saved. Please check what you entered.",
    join: "Nothing that suits? Join the waitlist",
    joinLead: "If something becomes free between these days, we offer it to you.",
    joinFor: "Service",
    joinFrom: "From",
    joinTo: "To",
    joinSeats: "Several for group sessions only.",
    joinButton: "Join the waitlist",
    joined: "You are on the waitlist.",
    widened: "You wait for this already: your entry now covers both times.",
    notJoined: "That was not possible. Please check the days, and for how many it is.",
    data: "My data",
    dataLead: "All that is stored here about your appointments, as a file (JSON).",
    download: "Download",
    erase: "Withdraw my consent and have my data erased",
    eraseLead: (business) =>
      `${business} gets your request by e-mail and answers you. Please cancel upcoming appointments yourself.`,
    eraseButton: "Ask to be erased",
    erasureAsked: "Your request to be erased is on its way.",
    signOut: "Sign out",
    signedOut: "You are signed out.",
    bookAgain: "Book another appointment",
    all: "All appointments",
  },
};
