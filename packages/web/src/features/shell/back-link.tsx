import { links } from "../../links.ts";
import { Link } from "../../router.tsx";
import { BackIcon } from "../../ui/icons/icons.tsx";
import styles from "./back-link.module.css";

/** Back to the list of rooms, where there is room for one column only. */
export function BackLink() {
  return (
    <Link to={links.home} className={styles["back"]} aria-label="Back to rooms">
      <BackIcon />
    </Link>
  );
}
