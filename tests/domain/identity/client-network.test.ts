import { describe, expect, it } from "vitest";
import { clientNetwork } from "../../../src/domain/identity/client-network.ts";

describe("abuse 29: clientNetwork", () => {
  it.each([
    { address: "203.0.113.7", network: "203.0.113.7" },
    { address: "::ffff:203.0.113.7", network: "203.0.113.7" },
    { address: "::FFFF:203.0.113.7", network: "203.0.113.7" },
    { address: "2001:db8:1:2:3:4:5:6", network: "2001:db8:1:2::/64" },
    { address: "2001:db8:1:2::", network: "2001:db8:1:2::/64" },
    { address: "2001:DB8:0001:0002:ffff::1", network: "2001:db8:1:2::/64" },
    { address: "2001:db8::1", network: "2001:db8:0:0::/64" },
    { address: "::1", network: "0:0:0:0::/64" },
    { address: "unknown", network: "unknown" },
  ])("counts $address as $network", ({ address, network }) => {
    expect(clientNetwork(address)).toBe(network);
  });
});
