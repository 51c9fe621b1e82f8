import { useId, type ReactNode } from "react";
import styles from "./choice-cards.module.css";

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
  readonly icon: ReactNode;
}

export interface ChoiceCardsProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
}

/** One of a few, each with a word of explanation. */
export function ChoiceCards<Value extends string>({ label, value, choices, onChange }: ChoiceCardsProps<Value>) {
  const name = useId();
  return (
    <fieldset className={styles["group"]}>
      <legend className={styles["legend"]}>{label}</legend>
      <div className={styles["cards"]}>
        {choices.map((choice) => (
          <label key={choice.value} className={styles["card"]}>
            <input
              className={styles["input"]}
              type="radio"
              name={name}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            <span className={styles["icon"]}>{choice.icon}</span>
            <span className={styles["words"]}>
              <span className={styles["label"]}>{choice.label}</span>
              {choice.hint !== undefined && <span className={styles["hint"]}>{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
