import { exitCodes, StartupError } from "../kernel/startup-error.ts";
import { commands, helpText } from "./commands.ts";

/** Does what the arguments say and answers the exit code. */
export async function runCommand([name = "serve", ...args]: readonly string[]): Promise<number> {
  if (["help", "--help", "-h"].includes(name)) {
    process.stdout.write(`${helpText()}\n`);
    return 0;
  }
  try {
    const command = commands[name];
    if (command === undefined || !Object.hasOwn(commands, name)) {
      throw new StartupError(`There is no command "${name}".\n\n${helpText()}`, { exitCode: exitCodes.usage });
    }
    return await command.run(args);
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
}
