import { HiddenText } from "../../ui/hidden-text.tsx";
import { Logo } from "../../ui/logo.tsx";
import styles from "./splash.module.css";

/** While it is not known yet who is there. */
export function Splash() {
  return (
    <div className={styles["splash"]} role="status">
      <Logo size={48} />
      <HiddenText>Loading Parley</HiddenText>
    </div>
  );
}
