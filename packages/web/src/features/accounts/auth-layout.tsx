import type { ReactNode } from "react";
import { Logo } from "../../ui/logo.tsx";
import styles from "./auth-layout.module.css";

export interface AuthLayoutProps {
  readonly title: string;
  readonly lead: string;
  readonly footer: ReactNode;
  readonly children: ReactNode;
}

/** The page around signing in and up: the form, and beside it what this place is. */
export function AuthLayout({ title, lead, footer, children }: AuthLayoutProps) {
  return (
    <div className={styles["page"]}>
      <main className={styles["main"]}>
        <div className={styles["form"]}>
          <div className={styles["brand"]}>
            <Logo size={36} />
            <span>Parley</span>
          </div>
          <header className={styles["header"]}>
            <h1 className={styles["title"]}>{title}</h1>
            <p className={styles["lead"]}>{lead}</p>
          </header>
          {children}
          <p className={styles["footer"]}>{footer}</p>
        </div>
      </main>
      <Scene />
    </div>
  );
}

const said = [
  { name: "Ada", text: "The numbers are in. Shall we look at them together?", mine: false },
  { name: "Grace", text: "Give me five minutes, I am just back.", mine: true },
  { name: "Ada", text: "Take ten. Nothing gets lost here.", mine: false },
];

/** A conversation as a picture. */
function Scene() {
  return (
    <div className={styles["scene"]} aria-hidden="true">
      <div className={styles["talk"]}>
        {said.map((line) => (
          <div key={line.text} className={line.mine ? styles["mine"] : styles["theirs"]}>
            <span className={styles["speaker"]}>{line.name}</span>
            {line.text}
          </div>
        ))}
      </div>
      <p className={styles["promise"]}>Your rooms, on your own server. In order, and never lost.</p>
    </div>
  );
}
