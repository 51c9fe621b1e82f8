import type { OwnAccount, User } from "@parley/protocol";
import { createContext, useContext } from "react";

export const AccountContext = createContext<OwnAccount | null>(null);

export function useAccount(): OwnAccount {
  const account = useContext(AccountContext);
  if (account === null) throw new Error("Nobody is signed in above this component.");
  return account;
}

export function useMe(): User {
  return useAccount().user;
}
