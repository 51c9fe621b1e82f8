import { exitCodes, StartupError } from "../kernel/startup-error.ts";

export interface Command {
  readonly usage: string;
  readonly about: string;
  /** Answers the exit code. */
  run(args: readonly string[]): Promise<number>;
}

/** Each is loaded when it is asked for: none pays for the others. */
export const commands: Readonly<Record<string, Command>> = {
  serve: {
    usage: "serve",
    about: "Run the server (what happens without a command).",
    run: async (args) => {
      noArguments(args);
      return (await import("./serve.ts")).serve();
    },
  },
  config: {
    usage: "config [--markdown]",
    about: "Print the configuration as it is read, secrets masked, or the table of all settings.",
    run: async (args) => (await import("./print-config.ts")).printConfig(args),
  },
  migrate: {
    usage: "migrate up|down|status [--to N]",
    about: "Bring the database's schema up or down to a version, or show it.",
    run: async (args) => (await import("./migrate.ts")).migrate(args),
  },
  "seed-demo": {
    usage: "seed-demo",
    about: "Fill the database with example people, rooms and messages.",
    run: async (args) => {
      noArguments(args);
      return (await import("./seed-demo.ts")).seedDemo();
    },
  },
  epoch: {
    usage: "epoch renew",
    about: "After a restore from a backup: make clients load afresh instead of trusting what they have.",
    run: async (args) => (await import("./renew-epoch.ts")).renewEpoch(args),
  },
};

function noArguments(args: readonly string[]): void {
  if (args.length > 0) throw new StartupError(`"${args.join(" ")}" was not understood.`, { exitCode: exitCodes.usage });
}

export function helpText(): string {
  const width = Math.max(...Object.values(commands).map(({ usage }) => usage.length));
  const lines = Object.values(commands).map(({ usage, about }) => `  parley ${usage.padEnd(width)}  ${about}`);
  return [
    "Parley: a conversation server with its own web app.",
    "",
    ...lines,
    "",
    "Settings come from the environment; docs/configuration.md lists them.",
  ].join("\n");
}
