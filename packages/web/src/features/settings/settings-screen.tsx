import { ChoiceCards } from "../../ui/choice-cards.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { useAccount } from "../accounts/account-context.ts";
import { Page } from "../shell/page.tsx";
import { SessionList } from "./session-list.tsx";
import styles from "./settings-screen.module.css";
import { useTheme } from "./theme.ts";
import { themeOptions } from "./theme-options.tsx";

export function SettingsScreen() {
  const { user, email } = useAccount();
  const [theme, setTheme] = useTheme();
  return (
    <Page title="Settings">
      <section className={styles["account"]} aria-label="Your account">
        <Avatar id={user.id} name={user.displayName} size="large" />
        <div className={styles["names"]}>
          <span className={styles["name"]}>{user.displayName}</span>
          <span className={styles["detail"]}>
            @{user.username} · {email}
          </span>
        </div>
      </section>
      <section className={styles["section"]}>
        <h2 className={styles["heading"]}>Appearance</h2>
        <ChoiceCards label="Theme" value={theme} choices={themeOptions} onChange={setTheme} />
      </section>
      <section className={styles["section"]}>
        <h2 className={styles["heading"]}>Where you are signed in</h2>
        <p className={styles["lead"]}>
          End a session that you do not know, or no longer need. It stops working at once.
        </p>
        <SessionList />
      </section>
    </Page>
  );
}
