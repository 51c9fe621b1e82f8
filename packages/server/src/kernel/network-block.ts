import { isIPv6 } from "node:net";

/**
 * What to count an address by. A home or a rented machine is handed a whole IPv6 /64, so counting single addresses would
 * give one person 2^64 budgets. IPv4 addresses written as IPv6 (`::ffff:192.0.2.1`) count as IPv4.
 */
export function networkBlock(address: string): string {
  if (!isIPv6(address)) return address;
  const [plain = address] = address.split("%");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain);
  if (mapped) return mapped[1]!;
  return `${firstFourGroups(plain).join(":")}::/64`;
}

function firstFourGroups(address: string): string[] {
  const [head = "", tail] = address.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  // An IPv4 ending stands for two groups.
  const width = (groups: string[]) => groups.length + (groups.at(-1)?.includes(".") ? 1 : 0);
  const zeros = tail === undefined ? 0 : 8 - width(before) - width(after);
  const groups = [...before, ...Array<string>(zeros).fill("0"), ...after];
  return groups.slice(0, 4).map((group) => parseInt(group, 16).toString(16));
}
