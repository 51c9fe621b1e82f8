import { links } from "../../links.ts";
import { Link, usePath } from "../../router.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { CompassIcon, PlusIcon, SearchIcon } from "../../ui/icons/icons.tsx";
import { Key } from "../../ui/key.tsx";
import { Logo } from "../../ui/logo.tsx";
import { AccountMenu } from "../accounts/account-menu.tsx";
import { useOpenDialog } from "../shell/dialogs-context.ts";
import { commandKey } from "../shell/command-key.ts";
import { RoomList } from "./room-list.tsx";
import styles from "./sidebar.module.css";

export interface SidebarProps {
  /** Whether it is all there is on the screen. */
  readonly alone: boolean;
}

/** The rooms I am in, and the ways to others. */
export function Sidebar({ alone }: SidebarProps) {
  const open = useOpenDialog();
  return (
    <nav className={styles["sidebar"]} aria-label="Rooms" data-region>
      <header className={styles["header"]}>
        <Logo />
        {alone ? <h1 className={styles["name"]}>Parley</h1> : <span className={styles["name"]}>Parley</span>}
        <IconButton label="Create a room" icon={<PlusIcon />} onPress={() => open("create-room")} />
      </header>
      <button type="button" className={styles["jump"]} onClick={() => open("quick-switcher")}>
        <SearchIcon size={16} />
        <span>Jump to a room</span>
        <span className={styles["keys"]} aria-hidden="true">
          <Key>{commandKey}</Key>
          <Key>K</Key>
        </span>
      </button>
      <div className={styles["scroller"]}>
        <BrowseLink />
        <h2 className={styles["section"]}>Your rooms</h2>
        <RoomList />
      </div>
      <AccountMenu />
    </nav>
  );
}

function BrowseLink() {
  const current = usePath() === links.directory;
  return (
    <Link to={links.directory} className={styles["browse"]} aria-current={current ? "page" : undefined}>
      <CompassIcon size={18} />
      Browse rooms
    </Link>
  );
}
