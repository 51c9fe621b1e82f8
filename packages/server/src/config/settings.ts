/** One thing that can be set from outside. The table in docs/configuration.md is made from this list. */
export interface Setting {
  readonly name: string;
  readonly kind: "number" | "text" | "list" | "url" | "level" | "budget" | "secret";
  /** As it would be written in the environment; empty: none. */
  readonly fallback: string;
  readonly about: string;
  readonly min?: number;
  readonly max?: number;
}

export const settings = [
  { name: "PORT", kind: "number", fallback: "8080", min: 0, max: 65_535, about: "Port of HTTP and WebSocket." },
  {
    name: "HOST",
    kind: "text",
    fallback: "127.0.0.1",
    about: "Address to listen on. `0.0.0.0` or `::` to be reached from other machines; then set `PUBLIC_URL` too.",
  },
  {
    name: "PUBLIC_URL",
    kind: "url",
    fallback: "",
    about: "Where people reach the server, such as `https://chat.example.org`. Default: `http://localhost:PORT`.",
  },
  {
    name: "ALLOWED_ORIGINS",
    kind: "list",
    fallback: "",
    about: "More origins whose pages may use the API with cookies and open sockets, separated by commas.",
  },
  {
    name: "TRUSTED_PROXIES",
    kind: "list",
    fallback: "",
    about: "Addresses or networks (CIDR) of proxies whose `X-Forwarded-For` is believed, separated by commas.",
  },
  {
    name: "DATA_DIR",
    kind: "text",
    fallback: "./data",
    about: "Folder of the built-in database and the server's keys.",
  },
  {
    name: "DATABASE_URL",
    kind: "secret",
    fallback: "",
    about: "`postgres://…` of a PostgreSQL 15 or newer. Without it the built-in one runs in `DATA_DIR`.",
  },
  {
    name: "DATABASE_POOL_SIZE",
    kind: "number",
    fallback: "10",
    min: 2,
    max: 200,
    about: "Connections to the database.",
  },
  {
    name: "SECRET_KEY",
    kind: "secret",
    fallback: "",
    about: "At least 32 random characters, the same on all servers. Without it one is made and kept in `DATA_DIR`.",
  },
  { name: "LOG_LEVEL", kind: "level", fallback: "info", about: "`debug`, `info`, `warn`, `error` or `silent`." },
  {
    name: "ROOMS_CREATED_PER_DAY",
    kind: "number",
    fallback: "10",
    min: 0,
    max: 1_000_000,
    about: "Rooms that one person may create in a day.",
  },
  {
    name: "SOCKETS_PER_USER",
    kind: "number",
    fallback: "20",
    min: 1,
    max: 100_000,
    about: "Open sockets of one account.",
  },
  {
    name: "SOCKETS_PER_ADDRESS",
    kind: "number",
    fallback: "200",
    min: 1,
    max: 1_000_000,
    about: "Open sockets from one network address.",
  },
  {
    name: "SOCKET_BUFFER_SOFT",
    kind: "number",
    fallback: "262144",
    min: 65_536,
    max: 1_073_741_824,
    about: "Bytes waiting for one slow socket from which ephemeral events are dropped.",
  },
  {
    name: "SOCKET_BUFFER_HARD",
    kind: "number",
    fallback: "1048576",
    min: 65_536,
    max: 1_073_741_824,
    about: "Bytes waiting for one slow socket at which it is closed; it comes back and resumes.",
  },
  { name: "BUDGET_ACCOUNT", kind: "budget", fallback: "20:100", about: "Requests of one account (a message is 1)." },
  { name: "BUDGET_ADDRESS", kind: "budget", fallback: "20:100", about: "Requests without a session from one address." },
  { name: "BUDGET_SIGN_IN_ACCOUNT", kind: "budget", fallback: "0.1:10", about: "Attempts to sign in to one account." },
  {
    name: "BUDGET_SIGN_IN_ADDRESS",
    kind: "budget",
    fallback: "0.5:30",
    about: "Attempts to sign in from one address.",
  },
  { name: "BUDGET_SIGN_UP_ADDRESS", kind: "budget", fallback: "0.02:20", about: "Accounts made from one address." },
] as const satisfies readonly Setting[];

export type SettingName = (typeof settings)[number]["name"];

/** For Markdown, as docs/configuration.md holds it. */
export function settingsTable(): string {
  const rows = (settings as readonly Setting[]).map(
    ({ name, kind, fallback, about }) =>
      `| \`${name}\` | ${fallback === "" ? "" : `\`${fallback}\``} | ${about}${kind === "secret" ? ` Or \`${name}_FILE\`: a file that holds it.` : ""} |`,
  );
  return ["| Name | Default | What it is |", "|---|---|---|", ...rows].join("\n");
}
