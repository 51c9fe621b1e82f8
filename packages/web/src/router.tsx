import { useCallback, useSyncExternalStore, type ComponentProps, type MouseEvent } from "react";

/** A route's pattern, such as `/rooms/:roomId`, and what stands where the pattern has names. */
export type RouteParameters = Readonly<Record<string, string>>;

const changed = "parley:navigated";

/** Goes to an address of the app. `replace` leaves no step back to where we were. */
export function navigate(to: string, options: { replace?: boolean } = {}): void {
  if (to === location.pathname + location.search) return;
  if (options.replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  dispatchEvent(new Event(changed));
}

/** The path we are at; the component is drawn again when it changes. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname);
}

function subscribe(listener: () => void): () => void {
  addEventListener("popstate", listener);
  addEventListener(changed, listener);
  return () => {
    removeEventListener("popstate", listener);
    removeEventListener(changed, listener);
  };
}

/** What stands in `path` where `pattern` has names; undefined if it does not fit. */
export function matchRoute(pattern: string, path: string): RouteParameters | undefined {
  const wanted = pattern.split("/");
  const given = path.replace(/(?<=.)\/$/, "").split("/");
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = decode(given[index] ?? "");
    if (part.startsWith(":") && value) parameters[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return parameters;
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

export interface LinkProps extends Omit<ComponentProps<"a">, "href"> {
  readonly to: string;
}

/** A link inside the app. With a modifier key, or another button, it is an ordinary link. */
export function Link({ to, onClick, children, ...rest }: LinkProps) {
  const follow = useCallback(
    (event: MouseEvent<HTMLAnchorElement>) => {
      onClick?.(event);
      const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      if (!plain || event.defaultPrevented) return;
      event.preventDefault();
      navigate(to);
    },
    [to, onClick],
  );
  return (
    <a {...rest} href={to} onClick={follow}>
      {children}
    </a>
  );
}
