import { askBack } from "./ask-back.ts";
import { book } from "./book.ts";
import { cancel } from "./cancel.ts";
import { emergency } from "./emergency.ts";
import { hangupDuringHold } from "./hangup-during-hold.ts";
import { keypad } from "./keypad.ts";
import { leaveMessage } from "./leave-message.ts";
import { noAvailability } from "./no-availability.ts";
import { reschedule } from "./reschedule.ts";
import type { Scenario } from "./script.ts";
import { slotTaken } from "./slot-taken.ts";
import { unknownService } from "./unknown-service.ts";

/** Every script, in the order in which the page and the terminal list them. */
export const scenarios: Scenario[] = [
  book,
  slotTaken,
  reschedule,
  cancel,
  askBack,
  keypad,
  unknownService,
  noAvailability,
  hangupDuringHold,
  leaveMessage,
  emergency,
];
