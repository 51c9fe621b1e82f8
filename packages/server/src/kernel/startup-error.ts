/** Why a command cannot go on, in words for the person who runs the server: shown without a stack. */
export class StartupError extends Error {
  readonly exitCode: number;

  constructor(message: string, options: { exitCode?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "StartupError";
    this.exitCode = options.exitCode ?? 1;
  }
}

/** From sysexits.h: what an init system may tell apart. */
export const exitCodes = { failed: 1, usage: 64, inUse: 75, config: 78 } as const;
