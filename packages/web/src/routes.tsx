import type { OwnAccount } from "@parley/protocol";
import { lazy, type ReactNode } from "react";
import { SignInScreen } from "./features/accounts/sign-in-screen.tsx";
import { SignUpScreen } from "./features/accounts/sign-up-screen.tsx";
import { HomeScreen } from "./features/rooms/home-screen.tsx";
import { RoomScreen } from "./features/rooms/room-screen.tsx";
import { links } from "./links.ts";
import { matchRoute, type RouteParameters } from "./router.tsx";

const DirectoryScreen = lazy(async () => ({
  default: (await import("./features/directory/directory-screen.tsx")).DirectoryScreen,
}));
const SettingsScreen = lazy(async () => ({
  default: (await import("./features/settings/settings-screen.tsx")).SettingsScreen,
}));

interface Route {
  readonly path: string;
  readonly screen: (parameters: RouteParameters) => ReactNode;
}

/** The site map for people who are not signed in. */
export const publicRoutes: readonly Route[] = [
  { path: links.signIn, screen: () => <SignInScreen /> },
  { path: links.signUp, screen: () => <SignUpScreen /> },
];

/** The site map inside. */
export const signedInRoutes: readonly Route[] = [
  { path: links.home, screen: () => <HomeScreen /> },
  { path: links.directory, screen: () => <DirectoryScreen /> },
  { path: links.anyRoom, screen: ({ roomId = "" }) => <RoomScreen key={roomId} roomId={roomId} /> },
  { path: links.settings, screen: () => <SettingsScreen /> },
];

export function findRoute(routes: readonly Route[], path: string): ReactNode | undefined {
  for (const route of routes) {
    const parameters = matchRoute(route.path, path);
    if (parameters !== undefined) return route.screen(parameters);
  }
  return undefined;
}

const returnParameter = "to";

/** Where somebody must go who is at `path` but belongs elsewhere; undefined if all is well. */
export function guardRoute(path: string, account: OwnAccount | null | undefined): string | undefined {
  const isPublic = publicRoutes.some((route) => matchRoute(route.path, path) !== undefined);
  if (account === null && !isPublic) {
    const back = path === links.home ? "" : `?${returnParameter}=${encodeURIComponent(path)}`;
    return `${links.signIn}${back}`;
  }
  if (account !== null && account !== undefined && isPublic) return returnPath(location.search);
  return undefined;
}

/** Only a path of this app: a link to the sign-in page must not lead to another site. */
export function returnPath(search: string): string {
  const wanted = new URLSearchParams(search).get(returnParameter);
  return wanted !== null && signedInRoutes.some((route) => matchRoute(route.path, wanted) !== undefined)
    ? wanted
    : links.home;
}
