import { links } from "../../links.ts";
import { Link } from "../../router.tsx";
import { AuthLayout } from "./auth-layout.tsx";
import { SignUpForm } from "./sign-up-form.tsx";

export function SignUpScreen() {
  const footer = (
    <>
      Already have an account? <Link to={links.signIn}>Sign in</Link>
    </>
  );
  return (
    <AuthLayout title="Create your account" lead="A minute from now you are in a conversation." footer={footer}>
      <SignUpForm />
    </AuthLayout>
  );
}
