export const LEAD_STATUSES = ["new", "contacted", "qualified", "booked", "lost"] as const;
export type LeadStatus = (typeof LEAD_STATUSES)[number];

export const LEAD_TONES = {
  new: "accent",
  contacted: "warn",
  qualified: "warn",
  booked: "good",
  lost: "neutral",
} as const;
