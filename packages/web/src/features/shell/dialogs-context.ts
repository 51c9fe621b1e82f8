import { createContext, useContext } from "react";

export type DialogName = "create-room" | "quick-switcher" | "shortcuts";

export const DialogsContext = createContext<(dialog: DialogName) => void>(() => {});

/** Opens a dialog that does not belong to one screen. */
export function useOpenDialog(): (dialog: DialogName) => void {
  return useContext(DialogsContext);
}
