const MAPPED_IPV4 = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;
const GROUPS = 8;

/**
 * What attempts are counted by: an IPv4 address, or the /64 of an IPv6 address, because one customer of a provider
 * has a whole /64 to choose from. IPv4 written as IPv6 counts as IPv4.
 */
export function clientNetwork(address: string): string {
  const mapped = MAPPED_IPV4.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (!address.includes(":")) return address;
  return `${expand(address).slice(0, 4).join(":")}::/64`;
}

/** The eight groups without leading zeros, so that each network is written in one way. */
function expand(address: string): string[] {
  const [head = "", tail] = address.toLowerCase().split("::");
  const left = groupsOf(head);
  if (tail === undefined) return left;
  const right = groupsOf(tail);
  const zeros = Array.from({ length: Math.max(GROUPS - left.length - right.length, 0) }, () => "0");
  return [...left, ...zeros, ...right];
}

function groupsOf(part: string): string[] {
  return part === "" ? [] : part.split(":").map((group) => group.replace(/^0+(?=.)/, ""));
}

/** What is kept and shown of where somebody signed in: enough to recognise a network, too little to find a person. */
export function shownNetwork(address: string): string {
  const network = clientNetwork(address);
  const octets = network.split(".");
  if (octets.length === 4) return `${octets.slice(0, 3).join(".")}.0/24`;
  const groups = network.split(":");
  return groups.length > 4 ? `${groups.slice(0, 3).join(":")}::/48` : "";
}
