import { useState } from "react";
import { IconButton } from "./icon-button.tsx";
import { EyeIcon, EyeOffIcon } from "./icons/icons.tsx";
import { TextField, type TextFieldProps } from "./text-field.tsx";

export function PasswordField(props: Omit<TextFieldProps, "type" | "trailing">) {
  const [shown, setShown] = useState(false);
  const toggle = (
    <IconButton
      label={shown ? "Hide password" : "Show password"}
      icon={shown ? <EyeOffIcon /> : <EyeIcon />}
      onPress={() => setShown(!shown)}
    />
  );
  return (
    <TextField
      {...props}
      type={shown ? "text" : "password"}
      autoCapitalize="none"
      spellCheck={false}
      trailing={toggle}
    />
  );
}
