import { limits } from "@parley/protocol";

export interface SignUpForm {
  readonly displayName: string;
  readonly username: string;
  readonly email: string;
  readonly password: string;
}

export type FieldErrors<Form> = { readonly [Field in keyof Form]?: string };

/** What is wrong with each field, in words; empty when the form may be sent. The server checks again. */
export function checkSignUp(form: SignUpForm): FieldErrors<SignUpForm> {
  return {
    ...say("displayName", displayNameProblem(form.displayName)),
    ...say("username", usernameProblem(form.username)),
    ...say("email", emailProblem(form.email)),
    ...say("password", passwordProblem(form.password)),
  };
}

function say(field: keyof SignUpForm, problem: string | undefined): FieldErrors<SignUpForm> {
  return problem === undefined ? {} : { [field]: problem };
}

function displayNameProblem(name: string): string | undefined {
  if (name.length > limits.displayNameMax) return `At most ${limits.displayNameMax} characters.`;
  return undefined;
}

function usernameProblem(username: string): string | undefined {
  if (username === "") return "Choose a username.";
  if (username.length < limits.usernameMin) return `At least ${limits.usernameMin} characters.`;
  if (username.length > limits.usernameMax) return `At most ${limits.usernameMax} characters.`;
  if (!/^[a-z]/i.test(username)) return "Start with a letter.";
  if (!/^[a-z0-9_.]+$/i.test(username)) return "Only letters a to z, digits, _ and . are possible.";
  return undefined;
}

function emailProblem(email: string): string | undefined {
  if (email === "") return "Give your e-mail address.";
  if (email.length > limits.emailMax) return `At most ${limits.emailMax} characters.`;
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return "This does not look like an e-mail address.";
  return undefined;
}

function passwordProblem(password: string): string | undefined {
  if (password === "") return "Choose a password.";
  if (password.length < limits.passwordMin) return `At least ${limits.passwordMin} characters.`;
  if (password.length > limits.passwordMax) return `At most ${limits.passwordMax} characters.`;
  return undefined;
}
