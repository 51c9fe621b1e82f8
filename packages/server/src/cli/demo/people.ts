export const demoPassword = "talk-about-it";

export const people = [
  { username: "ada", displayName: "Ada Lovelace" },
  { username: "grace", displayName: "Grace Hopper" },
  { username: "alan", displayName: "Alan Turing" },
  { username: "katherine", displayName: "Katherine Johnson" },
  { username: "hedy", displayName: "Hedy Lamarr" },
  { username: "edsger", displayName: "Edsger Dijkstra" },
  { username: "margaret", displayName: "Margaret Hamilton" },
  { username: "radia", displayName: "Radia Perlman" },
] as const;

export type Username = (typeof people)[number]["username"];
