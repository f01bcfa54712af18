/** What can be compared between us and a vendor, in nobody's words. */
export type AgentLook = {
  greeting: string;
  prompt: string;
  /** Names, in the order of the alphabet. */
  tools: readonly string[];
  /** Where the agent sends what happens. */
  webhookUrl: string;
  maxCallSeconds: number;
  silenceEndSeconds: number;
};

export type Drift = { field: keyof AgentLook; ours: string; theirs: string };

const MAX_SHOWN_CHARS = 2_000;

/** Where what the vendor has differs from what we published. Empty: nothing was changed there. */
export function findDrift(ours: AgentLook, theirs: AgentLook): Drift[] {
  const fields = Object.keys(ours) as (keyof AgentLook)[]; // its own keys
  return fields.flatMap((field) => {
    const [mine, other] = [shown(ours[field]), shown(theirs[field])];
    return mine === other ? [] : [{ field, ours: cut(mine), theirs: cut(other) }];
  });
}

function shown(value: AgentLook[keyof AgentLook]): string {
  return typeof value === "object" ? value.join(", ") : String(value);
}

function cut(text: string): string {
  return text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS)}…` : text;
}
