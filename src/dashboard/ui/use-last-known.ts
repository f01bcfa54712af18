import { useState } from "react";

/** What was shown last, so that a sheet does not go blank while it slides away. */
export function useLastKnown<T>(value: T | undefined): T | undefined {
  const [known, setKnown] = useState(value);
  if (value !== undefined && value !== known) setKnown(value);
  return value ?? known;
}
