import { timings } from "./timings.ts";

export interface Heartbeat {
  /** Something came from the other side. */
  heard(): void;
  /** Asks now, and gives up sooner than usual. */
  probe(): void;
  stop(): void;
}

/** Notices a link that is dead without having been closed: pings after silence, calls `dead` when it stays silent. */
export function startHeartbeat(parts: { ping: () => void; dead: () => void; random: () => number }): Heartbeat {
  let silentTicks = 0;
  let probing: ReturnType<typeof setTimeout> | undefined;
  // The first tick comes early by chance, or clients that came together would ping together for ever.
  let timer = setTimeout(tick, Math.ceil(timings.heartbeatTick * (1 - parts.random())));

  function tick(): void {
    silentTicks += 1;
    if (silentTicks >= timings.ticksBeforePing + timings.ticksAfterPing) return die();
    if (silentTicks === timings.ticksBeforePing) parts.ping();
    timer = setTimeout(tick, timings.heartbeatTick);
  }

  function die(): void {
    stop();
    parts.dead();
  }

  function stop(): void {
    clearTimeout(timer);
    clearTimeout(probing);
  }

  return {
    heard() {
      silentTicks = 0;
      clearTimeout(probing);
      probing = undefined;
    },
    probe() {
      if (probing !== undefined) return;
      parts.ping();
      probing = setTimeout(die, timings.probeWithin);
    },
    stop,
  };
}
