/**
 * Where a business's SMS may go unless it chooses otherwise. Numbers of dear destinations are what pumping earns by
 * (abuse case 49), so a country must be named before a message goes there.
 */
export const USUAL_COUNTRIES: readonly string[] = ["DE", "AT", "CH"];
