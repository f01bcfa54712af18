/** Which words a business agrees to when it signs up. A change of the words is a new version. */
export const TERMS_VERSION = "2026-11-01";
