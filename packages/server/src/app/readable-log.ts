import { styleText } from "node:util";

const levels: Record<number, string> = {
  20: styleText("dim", "debug"),
  30: styleText("green", "info "),
  40: styleText("yellow", "warn "),
  50: styleText("red", "error"),
  60: styleText("red", "fatal"),
};

/** Takes pino's lines and writes them for people: time, level, message, the rest as name=value. */
export function readableLog(out: { write(text: string): void }): { write(line: string): void } {
  return {
    write(line) {
      const { level, time, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
      const clock = styleText("dim", new Date(String(time)).toTimeString().slice(0, 8));
      const fields = Object.entries(rest).map(([name, value]) => styleText("dim", ` ${name}=${JSON.stringify(value)}`));
      const failure = err === undefined ? "" : `\n${stackOf(err as Failure)}`;
      out.write(`${clock} ${levels[Number(level)] ?? "     "} ${String(msg ?? "")}${fields.join("")}${failure}\n`);
    },
  };
}

interface Failure {
  readonly message: string;
  readonly stack?: string;
  readonly cause?: Failure;
}

function stackOf({ message, stack, cause }: Failure): string {
  return (stack ?? message) + (cause === undefined ? "" : `\ncaused by ${stackOf(cause)}`);
}
