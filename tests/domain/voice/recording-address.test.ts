import { describe, expect, it } from "vitest";
import { readRange } from "../../../src/domain/voice/byte-range.ts";
import { isRecordingAddress } from "../../../src/domain/voice/recording-address.ts";

const RETELL = "https://api.retellai.com";
const VAPI = "https://api.vapi.ai";

describe("a recording is fetched from its vendor alone", () => {
  it.each([
    ["retell", "https://retellai.s3.us-west-2.amazonaws.com/Jabr/recording.wav", RETELL],
    ["retell", "https://dxc03zgurdly9.cloudfront.net/1/recording.wav", RETELL],
    ["retell", "http://127.0.0.1:8789/recordings/1/recording.wav", "http://127.0.0.1:8789"],
    ["vapi", "https://storage.vapi.ai/1-mono.wav?X-Amz-Signature=1", VAPI],
  ] as const)("%s: %s", (provider, url, apiUrl) => {
    expect(isRecordingAddress(url, provider, apiUrl)).toBe(true);
  });

  it.each([
    ["another vendor's", "https://storage.vapi.ai/1.wav"],
    ["without TLS", "http://retellai.s3.us-west-2.amazonaws.com/1.wav"],
    ["another port", "https://api.retellai.com:8443/1.wav"],
    ["a name that only begins alike", "https://retellai.s3.amazonaws.com.evil.example/1.wav"],
    ["a name that only ends alike", "https://notretellai.com/1.wav"],
    ["another bucket", "https://evil.s3.us-west-2.amazonaws.com/1.wav"],
    ["with a password", "https://a:b@api.retellai.com/1.wav"],
    ["inside", "https://169.254.169.254/latest/meta-data"],
    ["a file", "file:///etc/passwd"],
    ["nothing", "recording.wav"],
  ])("not from %s: %s", (_, url) => {
    expect(isRecordingAddress(url, "retell", RETELL)).toBe(false);
  });
});

describe("a range of bytes", () => {
  it.each([
    [undefined, null],
    ["bytes=0-", { from: 0, to: 100 }],
    ["bytes=10-19", { from: 10, to: 20 }],
    ["bytes=90-500", { from: 90, to: 100 }],
    ["bytes=-10", { from: 90, to: 100 }],
    ["bytes=-500", { from: 0, to: 100 }],
    ["bytes=100-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=20-10", null],
    ["bytes=0-1,5-6", null],
    ["lines=1-2", null],
  ])("%s of 100", (header, range) => {
    expect(readRange(header, 100)).toEqual(range);
  });
});
