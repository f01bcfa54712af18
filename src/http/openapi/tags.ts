/** The chapters of the documentation, in the order in which somebody new would read them. */
export const tags = [
  { name: "Booking", description: "Free time, holds, and a branch's day as it stands." },
  { name: "Appointments", description: "Book, move, cancel, and what became of an appointment." },
  { name: "Series and packages", description: "Recurring appointments, and several services in a row." },
  { name: "Waitlist", description: "Who waits for time that is taken, and what they are offered." },
  { name: "Busy time", description: "Time that is taken otherwise than by appointments, and where it clashes." },
  { name: "Calendars", description: "Calendars kept elsewhere: what they tell us, and what they are told." },
  { name: "Calls", description: "What was said on the phone, and what came of it." },
  { name: "Callback tasks", description: "What callers left to be done, and who takes care of it." },
  { name: "Outbound calls", description: "Whom the business has called, how often, and who must not be." },
  { name: "On call", description: "Whom emergencies ring, and who took them." },
  { name: "Customers", description: "Who books: found by number, address or name, with what became of it." },
  { name: "Leads", description: "Who has asked for something and not booked yet, and how fast they are answered." },
  { name: "Sequences", description: "Messages, calls and tasks that follow one another by themselves." },
  { name: "Catalogue", description: "Branches with their hours, services, staff and resources." },
  {
    name: "Voice agents",
    description:
      "The agent that answers for a branch: what it knows, says and may do; published, compared, rolled back.",
  },
  { name: "Phone numbers", description: "Numbers of branches: found, ordered, assigned, given back." },
  { name: "Connections", description: "Accounts at vendors: their credentials go in and never come out." },
  {
    name: "Messages",
    description: "SMS, WhatsApp and e-mail to and from customers, and the accounts that carry them.",
  },
  {
    name: "Conversations",
    description: "What is written with each customer over all channels, and who takes care of it.",
  },
  { name: "Webhooks", description: "What is sent to systems of your own as it happens, and the log of it." },
  { name: "Settings", description: "How a business shows itself to its customers." },
  { name: "Identity", description: "Who is signed in, and what they may do." },
  { name: "Team", description: "Users of the business, their roles, and invitations." },
  { name: "API keys", description: "Keys for software, their scopes, and how to change them without an outage." },
  { name: "Audit", description: "Who changed what, in a chain that shows when it was tampered with." },
  {
    name: "Account",
    description: "One's own sessions, second factors and passkeys. For people: API keys are refused.",
  },
  {
    name: "Security",
    description: "What a business demands of its users' sign-ins, and who of the operators looked in.",
  },
  { name: "Operations", description: "For the operator of the deployment. Keys of a tenant are refused." },
];
