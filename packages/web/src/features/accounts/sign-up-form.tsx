import { ParleyError } from "@parley/client";
import { limits } from "@parley/protocol";
import { useRef, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PasswordField } from "../../ui/password-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useClient } from "../connection/client-context.ts";
import { errorWords } from "../connection/error-words.ts";
import { checkSignUp, type FieldErrors, type SignUpForm as Values } from "./account-fields.ts";
import formStyles from "./account-form.module.css";
import { showErrors } from "./show-errors.ts";
import { useSubmit } from "./use-submit.ts";

type Errors = FieldErrors<Values> & { readonly form?: string };

/** Which field a refusal of the server belongs to. */
const fieldOf: Partial<Record<ParleyError["code"], keyof Values>> = {
  username_taken: "username",
  username_reserved: "username",
  email_taken: "email",
  password_too_common: "password",
};

export function SignUpForm() {
  const client = useClient();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState<Values>({ displayName: "", username: "", email: "", password: "" });
  const [errors, setErrors] = useState<Errors>({});
  async function signUp(): Promise<Errors> {
    const problems = checkSignUp(values);
    if (Object.keys(problems).length > 0) return problems;
    const { displayName, ...account } = values;
    try {
      await client.auth.signUp({ ...account, ...(displayName.trim() !== "" && { displayName: displayName.trim() }) });
      return {};
    } catch (error) {
      const field = error instanceof ParleyError ? fieldOf[error.code] : undefined;
      return { [field ?? "form"]: errorWords(error) };
    }
  }

  const { busy, onSubmit } = useSubmit(async () => {
    const problems = await signUp();
    showErrors(form.current, () => setErrors(problems));
  });

  function field(name: keyof Values) {
    return {
      name,
      value: values[name],
      error: errors[name],
      onChange: (value: string) => {
        setValues({ ...values, [name]: value });
        setErrors({ ...errors, [name]: undefined });
      },
    };
  }

  return (
    <form ref={form} className={formStyles["form"]} onSubmit={onSubmit} noValidate>
      <TextField
        {...field("displayName")}
        label="Name"
        optional
        autoComplete="name"
        autoFocus
        hint="What others see beside your messages."
      />
      <TextField
        {...field("username")}
        label="Username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        hint="Letters, digits, _ and ."
      />
      <TextField
        {...field("email")}
        label="E-mail"
        type="email"
        inputMode="email"
        autoComplete="email"
        hint="Only you see it."
      />
      <PasswordField
        {...field("password")}
        label="Password"
        autoComplete="new-password"
        hint={`At least ${limits.passwordMin} characters.`}
      />
      {errors.form !== undefined && <Notice look="danger">{errors.form}</Notice>}
      <Button type="submit" look="primary" size="large" wide busy={busy}>
        Create account
      </Button>
    </form>
  );
}
