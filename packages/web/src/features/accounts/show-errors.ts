import { flushSync } from "react-dom";

/** Shows what is wrong, and takes the person to the first field that needs their attention. */
export function showErrors(form: HTMLFormElement | null, show: () => void): void {
  // Drawn at once: a field that is not marked yet would not be found.
  flushSync(show);
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
