import type { Client } from "@parley/client";
import { createContext, useContext } from "react";

export const ClientContext = createContext<Client | null>(null);

export function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === null) throw new Error("There is no client above this component.");
  return client;
}
