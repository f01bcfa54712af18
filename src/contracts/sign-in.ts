import * as z from "zod";

/** What somebody began a sign-in with. A passkey counts as both factors. */
export const signInMethod = z.enum(["password", "magic_link", "invitation", "passkey"]);
export type SignInMethod = z.infer<typeof signInMethod>;

export const secondFactor = z.enum(["totp", "recovery_code", "passkey"]);
export type SecondFactor = z.infer<typeof secondFactor>;

/** How an attempt to sign in ended. */
export const signInOutcome = z.enum([
  "signed_in",
  "second_factor_wanted",
  "wrong_password",
  "wrong_code",
  "wrong_passkey",
  "too_many_attempts",
]);
export type SignInOutcome = z.infer<typeof signInOutcome>;
