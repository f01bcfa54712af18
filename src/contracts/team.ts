import * as z from "zod";
import { accountTokenId, staffId, userId } from "../domain/ids.ts";
import { language } from "../domain/language.ts";
import { instant } from "./booking.ts";
import { role } from "./identity.ts";

/** One line: it stands in e-mails and lists. */
const personName = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^\P{Cc}+$/u, "must be one line");

export const userView = z
  .object({
    id: userId,
    name: z.string(),
    email: z.string(),
    role,
    language,
    status: z.enum(["active", "unverified", "disabled"]),
    /** Whose calendar is the user's own. */
    staffId: staffId.nullable(),
    /** For the role staff: false means its own calendar alone. */
    seesAllCalendars: z.boolean(),
    createdAt: instant,
  })
  .meta({ id: "User" });
export type UserView = z.infer<typeof userView>;

export const userPatch = z
  .strictObject({
    role: role.optional(),
    staffId: staffId.nullable().optional().describe("Links the user to a staff member; null unlinks."),
    seesAllCalendars: z.boolean().optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), "must change something");
export type UserPatch = z.infer<typeof userPatch>;

export const invitationView = z
  .object({
    id: accountTokenId,
    email: z.string(),
    role,
    staffId: staffId.nullable(),
    language,
    status: z.enum(["open", "expired"]),
    createdAt: instant,
    expiresAt: instant,
    invitedBy: userId.nullable(),
  })
  .meta({ id: "Invitation" });
export type InvitationView = z.infer<typeof invitationView>;

/** `delivery` is `not_sent` where e-mail is not configured. */
export const sentInvitationView = invitationView
  .extend({ delivery: z.enum(["queued", "not_sent"]) })
  .meta({ id: "SentInvitation" });
export type SentInvitationView = z.infer<typeof sentInvitationView>;

export const invitationBody = z.strictObject({
  email: z.email("must be an e-mail address").max(254),
  role,
  staffId: staffId.optional(),
  language: language.default("en"),
});
export type InvitationBody = z.infer<typeof invitationBody>;

export const profilePatch = z
  .strictObject({ name: personName.optional(), language: language.optional() })
  .refine((change) => Object.values(change).some((value) => value !== undefined), "must change something");

const presentPassword = z.string().min(1).max(1_024);
export const passwordChangeBody = z.strictObject({
  currentPassword: presentPassword,
  newPassword: z.string().min(1).max(4_096),
});
export const emailChangeBody = z.strictObject({
  email: z.email("must be an e-mail address").max(254),
  currentPassword: presentPassword,
});
