import { useId, type ComponentProps, type ReactNode } from "react";
import { Field, noteId } from "./field.tsx";
import styles from "./text-field.module.css";

export interface TextAreaFieldProps extends Omit<
  ComponentProps<"textarea">,
  "className" | "style" | "onChange" | "value" | "id"
> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly optional?: boolean;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}

export function TextAreaField({ label, value, onChange, optional, hint, error, ...rest }: TextAreaFieldProps) {
  const id = useId();
  return (
    <Field id={id} label={label} {...(optional !== undefined && { optional })} hint={hint} error={error}>
      <textarea
        {...rest}
        id={id}
        className={styles["input"]}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={error !== undefined}
        aria-describedby={noteId(id)}
      />
    </Field>
  );
}
