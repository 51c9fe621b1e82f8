import { useSyncExternalStore } from "react";

export type Theme = "system" | "light" | "dark";

/** Also read by public/theme.js, before the first paint. */
const storageKey = "parley.theme";
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();
let current = stored();

/** The chosen theme, and how to choose. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(subscribe, () => current), setTheme];
}

/** Keeps the page in step with the system's preference and with the other tabs. */
export function followTheme(): void {
  prefersDark.addEventListener("change", apply);
  addEventListener("storage", (event) => {
    if (event.key !== storageKey) return;
    current = stored();
    apply();
  });
}

function setTheme(theme: Theme): void {
  current = theme;
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // Storage may be full or forbidden: the choice then lasts as long as the page.
  }
  apply();
}

function apply(): void {
  const dark = current === "dark" || (current === "system" && prefersDark.matches);
  document.documentElement.dataset["theme"] = dark ? "dark" : "light";
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", dark ? "#101514" : "#f5f7f6");
  for (const listener of listeners) listener();
}

function stored(): Theme {
  try {
    const value = localStorage.getItem(storageKey);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    return "system";
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
