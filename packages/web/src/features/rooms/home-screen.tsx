import { useEffect } from "react";
import { links } from "../../links.ts";
import { navigate } from "../../router.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PlusIcon } from "../../ui/icons/icons.tsx";
import { Logo } from "../../ui/logo.tsx";
import { oneColumn, useMedia } from "../../ui/use-media.ts";
import { useMe } from "../accounts/account-context.ts";
import { useClient } from "../connection/client-context.ts";
import { useLive } from "../connection/use-live.ts";
import { useOpenDialog } from "../shell/dialogs-context.ts";
import { usePageTitle } from "../shell/use-page-title.ts";
import styles from "./home-screen.module.css";

/** Where there is little width this address is the room list. Otherwise it leads on to the room with the latest news. */
export function HomeScreen() {
  const { status, rooms } = useLive(useClient().rooms);
  const narrow = useMedia(oneColumn);
  const latest = rooms[0]?.room.id;
  usePageTitle("Rooms");
  useEffect(() => {
    if (latest !== undefined && !narrow) navigate(links.room(latest), { replace: true });
  }, [latest, narrow]);
  if (status === "loading" || latest !== undefined) return null;
  return <Welcome />;
}

function Welcome() {
  const me = useMe();
  const open = useOpenDialog();
  return (
    <div className={styles["welcome"]}>
      <EmptyState
        picture={<Logo size={56} />}
        heading="h1"
        title={`Welcome, ${me.displayName}`}
        actions={
          <>
            <Button look="primary" size="large" onPress={() => navigate(links.directory)}>
              Browse rooms
            </Button>
            <Button size="large" icon={<PlusIcon size={18} />} onPress={() => open("create-room")}>
              Create a room
            </Button>
          </>
        }
      >
        Conversations happen in rooms. Look through the public ones and join what interests you, or create your own and
        bring people in by their username.
      </EmptyState>
    </div>
  );
}
