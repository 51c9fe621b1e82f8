import { expect, test } from "vitest";
import { networkBlock } from "./network-block.ts";

test("an IPv4 address counts for itself, also when written as IPv6", () => {
  expect(networkBlock("192.0.2.1")).toBe("192.0.2.1");
  expect(networkBlock("::ffff:192.0.2.1")).toBe("192.0.2.1");
});

test("all addresses of an IPv6 /64 count as one", () => {
  expect(networkBlock("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
  expect(networkBlock("2001:db8:1:2::9")).toBe("2001:db8:1:2::/64");
  expect(networkBlock("2001:0DB8:1:2::9")).toBe("2001:db8:1:2::/64");
  expect(networkBlock("2001:db8::9")).toBe("2001:db8:0:0::/64");
  expect(networkBlock("::1")).toBe("0:0:0:0::/64");
  expect(networkBlock("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
  expect(networkBlock("64:ff9b::192.0.2.1")).toBe("64:ff9b:0:0::/64");
});

test("neighbours in another /64 are somebody else", () => {
  expect(networkBlock("2001:db8:1:3::9")).not.toBe(networkBlock("2001:db8:1:2::9"));
});
