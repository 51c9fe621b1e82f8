import { useId, type ComponentProps, type ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Field, noteId } from "./field.tsx";
import styles from "./text-field.module.css";

export interface TextFieldProps extends Omit<
  ComponentProps<"input">,
  "className" | "style" | "onChange" | "value" | "id"
> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly optional?: boolean;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  /** Stands inside the field, at its end. */
  readonly trailing?: ReactNode;
}

export function TextField({ label, value, onChange, optional, hint, error, trailing, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <Field id={id} label={label} {...(optional !== undefined && { optional })} hint={hint} error={error}>
      <div className={styles["frame"]}>
        <input
          {...rest}
          id={id}
          className={classNames(styles["input"], trailing !== undefined && styles["withTrailing"])}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={error !== undefined}
          aria-describedby={noteId(id)}
        />
        {trailing !== undefined && <div className={styles["trailing"]}>{trailing}</div>}
      </div>
    </Field>
  );
}
