import { answer } from "../processes/child.ts";
import { closedLoop, type ClosedLoop } from "./closed-loop.ts";
import { comeBack } from "./coming-back.ts";
import { Fleet, type FleetOptions } from "./fleet.ts";
import { openLoop, type OpenLoop } from "./open-loop.ts";

/* The load generator of the fan-out: one fleet for each server that is compared. */

const fleets = new Map<string, Fleet>();

function fleetOf(name: string): Fleet {
  const fleet = fleets.get(name);
  if (!fleet) throw new Error(`No fleet ${name}`);
  return fleet;
}

answer({
  open: async (options: FleetOptions) => {
    fleets.set(options.dialect, await Fleet.open(options));
  },
  openLoop: ({ fleet, ...loop }: OpenLoop & { fleet: string }) => openLoop(fleetOf(fleet), loop),
  comeBack: ({ fleet, count }: { fleet: string; count: number }) => comeBack(fleetOf(fleet), count),
  closedLoop: ({ fleet, ...loop }: ClosedLoop & { fleet: string }) => closedLoop(fleetOf(fleet), loop),
});
