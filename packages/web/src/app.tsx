import type { Client } from "@parley/client";
import { Suspense, useEffect } from "react";
import { ClientContext, useClient } from "./features/connection/client-context.ts";
import { useLive } from "./features/connection/use-live.ts";
import { navigate, usePath } from "./router.tsx";
import { findRoute, guardRoute, publicRoutes, signedInRoutes } from "./routes.tsx";
import { CrashBoundary } from "./features/shell/crash-boundary.tsx";
import { NotFoundScreen } from "./features/shell/not-found-screen.tsx";
import { Shell } from "./features/shell/shell.tsx";
import { Splash } from "./features/shell/splash.tsx";

export function App({ client }: { readonly client: Client }) {
  useEffect(() => {
    void client.start();
    return () => client.stop();
  }, [client]);
  return (
    <CrashBoundary>
      <ClientContext value={client}>
        <Suspense fallback={<Splash />}>
          <Screens />
        </Suspense>
      </ClientContext>
    </CrashBoundary>
  );
}

function Screens() {
  const account = useLive(useClient().account);
  const path = usePath();
  const detour = guardRoute(path, account);
  useEffect(() => {
    if (detour !== undefined) navigate(detour, { replace: true });
  }, [detour]);

  if (account === undefined) return <Splash />;
  if (detour !== undefined) return null;
  if (account === null) return findRoute(publicRoutes, path) ?? null;
  return <Shell account={account}>{findRoute(signedInRoutes, path) ?? <NotFoundScreen />}</Shell>;
}
