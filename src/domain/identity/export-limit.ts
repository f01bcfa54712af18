import type { StrictLimit } from "./limits.ts";

/** Files of whole tables by one person or key: each reads up to thousands of rows, and carries customers away. */
export const exportLimit: StrictLimit = { name: "data.export", limit: 60, periodSeconds: 60 * 60 };
