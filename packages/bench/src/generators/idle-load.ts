import { answer } from "../processes/child.ts";
import { Fleet, type FleetOptions } from "./fleet.ts";

/* Sockets that are there and say nothing. */

let fleet: Fleet | undefined;

answer({
  open: async (options: FleetOptions) => {
    fleet = await Fleet.open(options);
  },
  /** Of those opened, how many are still open, and what went wrong. */
  state: () => ({ open: fleet?.sockets.filter((socket) => !socket.closed).length ?? 0, faults: fleet?.faults ?? [] }),
  close: () => fleet?.close(),
});
