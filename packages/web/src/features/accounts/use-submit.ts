import { useState, type SubmitEvent } from "react";

/** Runs a form's action once at a time. The page does not reload; `busy` lasts as long as the action. */
export function useSubmit(action: () => Promise<void>) {
  const [busy, setBusy] = useState(false);

  async function run() {
    setBusy(true);
    try {
      await action();
    } finally {
      setBusy(false);
    }
  }

  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!busy) void run();
  }

  return { busy, onSubmit };
}
