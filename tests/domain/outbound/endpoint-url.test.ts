import { describe, expect, it } from "vitest";
import { checkEndpointUrl } from "../../../src/domain/outbound/endpoint-url.ts";

const policy = { ownHost: "frontdesk.example.com", allowsLocalhost: false };

const NOT_AN_ADDRESS = "must not name a host that stands for an address";
const IP = "must name a host, not an IP address";
const INNER = "must name a host on the public internet";
const ABSOLUTE = "must be an absolute URL";

describe("abuse case 47: an endpoint's address", () => {
  it.each([
    ["http://shop.example.org/hook", "must begin with https://"],
    ["ftp://shop.example.org/hook", ABSOLUTE],
    ["file:///etc/passwd", ABSOLUTE],
    ["javascript:alert(1)", ABSOLUTE],
    ["//shop.example.org/hook", ABSOLUTE],
    ["https:shop.example.org", ABSOLUTE],
    ["https:/shop.example.org", ABSOLUTE],
    ["https:\\\\shop.example.org", ABSOLUTE],
    ["https://shop.example.org\\@localhost/", ABSOLUTE],
    ["https://shop.example.org/\r\nhost: localhost", ABSOLUTE],
    ["https://shop.exa\tmple.org/", ABSOLUTE],
    ["", ABSOLUTE],
    ["https://", ABSOLUTE],
    ["https://[::1", ABSOLUTE],
    ["https://shop.example.org:8443/hook", "must use port 443"],
    ["https://shop.example.org:80/", "must use port 443"],
    ["https://shop.example.org:22/", "must use port 443"],
    ["https://user@shop.example.org/", "must not contain a user name or password"],
    ["https://user:secret@shop.example.org/", "must not contain a user name or password"],
    ["https://shop.example.org@127.0.0.1/", "must not contain a user name or password"],
    ["https://shop.example.org/#x", "must not contain a fragment"],
    [`https://shop.example.org/${"x".repeat(2_000)}`, "must be at most 2000 characters long"],
    // The address of a machine, in every way that one can be written.
    ["https://127.0.0.1/", IP],
    ["https://10.0.0.1/", IP],
    ["https://192.168.1.1/", IP],
    ["https://172.16.0.1/", IP],
    ["https://169.254.169.254/latest/meta-data/", IP],
    ["https://100.64.0.1/", IP],
    ["https://0.0.0.0/", IP],
    ["https://255.255.255.255/", IP],
    ["https://8.8.8.8/", IP],
    ["https://127.1/", IP],
    ["https://0/", IP],
    ["https://2130706433/", IP],
    ["https://0x7f000001/", IP],
    ["https://0x7f.0.0.1/", IP],
    ["https://0177.0.0.1/", IP],
    ["https://127.0.0.1./", IP],
    ["https://１２７.０.０.１/", IP],
    ["https://①②⑦.0.0.1/", IP],
    ["https://[::1]/", IP],
    ["https://[::]/", IP],
    ["https://[::ffff:127.0.0.1]/", IP],
    ["https://[::ffff:7f00:1]/", IP],
    ["https://[fd00:ec2::254]/", IP],
    ["https://[fe80::1]/", IP],
    ["https://[64:ff9b::7f00:1]/", IP],
    // Names that lead inside.
    ["https://localhost/", INNER],
    ["https://LOCALHOST/", INNER],
    ["https://localhost./", INNER],
    ["https://ⓛocalhost/", INNER],
    ["https://foo.localhost/", INNER],
    ["https://localhost.localdomain/", INNER],
    ["https://printer.local/", INNER],
    ["https://db.internal/", INNER],
    ["https://metadata.google.internal/computeMetadata/v1/", INNER],
    ["https://metadata/", INNER],
    ["https://instance-data/", INNER],
    ["https://router.lan/", INNER],
    ["https://nas.home.arpa/", INNER],
    ["https://1.0.0.127.in-addr.arpa/", INNER],
    ["https://hidden.onion/", INNER],
    ["https://intranet/", INNER],
    ["https://127.0.0.1.nip.io/", NOT_AN_ADDRESS],
    ["https://a.127-0-0-1.sslip.io/", NOT_AN_ADDRESS],
    ["https://localtest.me/", NOT_AN_ADDRESS],
    ["https://x.lvh.me/", NOT_AN_ADDRESS],
    // Our own zone.
    ["https://frontdesk.example.com/webhooks/retell/con_1", "must not lead back to Frontdesk"],
    ["https://FRONTDESK.example.com./", "must not lead back to Frontdesk"],
    ["https://api.frontdesk.example.com/", "must not lead back to Frontdesk"],
    // Development's exception is not for others.
    ["http://localhost:8788/receiver", "must begin with https://"],
  ])("%s is refused: %s", (url, rule) => {
    expect(checkEndpointUrl(url, policy)).toEqual({ ok: false, error: rule });
  });

  it.each([
    ["https://shop.example.org/hook", "https://shop.example.org/hook"],
    ["https://shop.example.org", "https://shop.example.org/"],
    ["HTTPS://Shop.Example.org:443/Hook?a=1", "https://shop.example.org/Hook?a=1"],
    ["https://xn--frisr-mua.example.org/", "https://xn--frisr-mua.example.org/"],
    ["https://frisör.example.org/", "https://xn--frisr-mua.example.org/"],
    ["https://notfrontdesk.example.com/", "https://notfrontdesk.example.com/"],
    ["https://myinternal.example.org/", "https://myinternal.example.org/"],
    ["https://shop.example.org/?next=http://localhost/", "https://shop.example.org/?next=http://localhost/"],
  ])("%s is taken as %s", (url, canonical) => {
    expect(checkEndpointUrl(url, policy)).toEqual({ ok: true, value: canonical });
  });

  it("may be the sandbox's on a development machine, and nothing else there", () => {
    const development = { ownHost: "localhost", allowsLocalhost: true };
    expect(checkEndpointUrl("http://localhost:8788/receiver", development).ok).toBe(true);
    for (const url of ["http://127.0.0.1:8788/", "http://shop.example.org/", "https://[::1]/", "http://x.localhost/"]) {
      expect(checkEndpointUrl(url, development).ok).toBe(false);
    }
  });
});
