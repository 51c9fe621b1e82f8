import type { Room } from "@parley/protocol";
import { useId } from "react";
import { categoryOptions } from "../rooms/room-categories.ts";
import styles from "./category-filter.module.css";

type Category = Room["category"] | undefined;

export interface CategoryFilterProps {
  readonly value: Category;
  readonly onChange: (category: Category) => void;
}

const options: readonly { readonly value: Category; readonly label: string }[] = [
  { value: undefined, label: "All" },
  ...categoryOptions,
];

export function CategoryFilter({ value, onChange }: CategoryFilterProps) {
  const name = useId();
  return (
    <fieldset className={styles["filter"]}>
      <legend className={styles["legend"]}>Category</legend>
      <div className={styles["options"]}>
        {options.map((option) => (
          <label key={option.label} className={styles["option"]}>
            <input
              className={styles["input"]}
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
