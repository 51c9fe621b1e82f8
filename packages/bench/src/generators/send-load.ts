import { answer } from "../processes/child.ts";
import { Fleet, type FleetOptions } from "./fleet.ts";
import { paced, saturate, type Paced, type Saturation } from "./sending.ts";

/* The load generator of the sends: one fleet, at saturation and on a schedule. */

let fleet: Fleet | undefined;

function ready(): Fleet {
  if (!fleet) throw new Error("Not open");
  return fleet;
}

answer({
  open: async (options: FleetOptions) => {
    fleet = await Fleet.open(options);
  },
  saturate: (load: Saturation) => saturate(ready(), load),
  paced: (load: Paced) => paced(ready(), load),
});
