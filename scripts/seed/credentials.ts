import { newApiKey } from "../../src/use-cases/identity/token.ts";

/** Made once per machine and kept by the start script; the code ships none. */
export type DemoCredentials = {
  ownerPassword: string;
  tenantApiKey: string;
  operatorApiKey: string;
  retellApiKey: string;
  vapiApiKey: string;
  vapiHmacSecret: string;
};

// Without the characters that are easily mistaken for others.
const CLASSES = ["abcdefghijkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "-+!?=%"] as const;
const PASSWORD_LENGTH = 20;

export function newCredentials(): DemoCredentials {
  return {
    ownerPassword: newPassword(),
    tenantApiKey: newApiKey(),
    operatorApiKey: newApiKey(),
    retellApiKey: `key_demo_${randomText("0123456789abcdef", 32)}`,
    ...newVapiCredentials(),
  };
}

/** Apart, because a demo from before there was Vapi has none. */
export function newVapiCredentials(): Pick<DemoCredentials, "vapiApiKey" | "vapiHmacSecret"> {
  return {
    vapiApiKey: `vapi-demo-${randomText("0123456789abcdef", 32)}`,
    vapiHmacSecret: randomText("0123456789abcdef", 48),
  };
}

/** Lower, upper, digit and symbol, in turn: easy to read out, and never short of a class. */
function newPassword(): string {
  return Array.from({ length: PASSWORD_LENGTH }, (_, i) => randomText(classFor(i), 1)).join("");
}

function classFor(position: number): string {
  const turn = position % 5;
  if (turn === 4) return position === PASSWORD_LENGTH - 1 ? CLASSES[2] : CLASSES[3];
  return turn === 0 ? CLASSES[1] : turn === 3 ? CLASSES[2] : CLASSES[0];
}

function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomBelow(alphabet.length))).join("");
}

/** Rejects the uneven rest, so that each character is equally likely. */
function randomBelow(limit: number): number {
  const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
  return byte < 256 - (256 % limit) ? byte % limit : randomBelow(limit);
}
