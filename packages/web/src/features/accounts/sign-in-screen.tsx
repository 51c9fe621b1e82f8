import { ParleyError } from "@parley/client";
import { useRef, useState } from "react";
import { links } from "../../links.ts";
import { Link } from "../../router.tsx";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PasswordField } from "../../ui/password-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useClient } from "../connection/client-context.ts";
import { errorWords } from "../connection/error-words.ts";
import formStyles from "./account-form.module.css";
import { AuthLayout } from "./auth-layout.tsx";
import { showErrors } from "./show-errors.ts";
import { useSubmit } from "./use-submit.ts";

export function SignInScreen() {
  const footer = (
    <>
      New here? <Link to={links.signUp}>Create an account</Link>
    </>
  );
  return (
    <AuthLayout title="Welcome back" lead="Sign in to go on where you left off." footer={footer}>
      <SignInForm />
    </AuthLayout>
  );
}

interface SignInErrors {
  readonly login?: string;
  readonly password?: string;
  /** What is wrong with the whole. */
  readonly form?: string;
}

function SignInForm() {
  const client = useClient();
  const form = useRef<HTMLFormElement>(null);
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<SignInErrors>({});

  async function signIn(): Promise<SignInErrors> {
    if (login.trim() === "") return { login: "Give your username or e-mail address." };
    if (password === "") return { password: "Give your password." };
    try {
      await client.auth.signIn({ login: login.trim(), password });
      return {};
    } catch (error) {
      if (error instanceof ParleyError && error.code === "wrong_credentials") return { password: errorWords(error) };
      return { form: errorWords(error) };
    }
  }

  const { busy, onSubmit } = useSubmit(async () => {
    const problems = await signIn();
    showErrors(form.current, () => setErrors(problems));
  });

  return (
    <form ref={form} className={formStyles["form"]} onSubmit={onSubmit} noValidate>
      <TextField
        label="Username or e-mail"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        value={login}
        onChange={setLogin}
        error={errors.login}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={errors.password}
      />
      {errors.form !== undefined && <Notice look="danger">{errors.form}</Notice>}
      <Button type="submit" look="primary" size="large" wide busy={busy}>
        Sign in
      </Button>
    </form>
  );
}
