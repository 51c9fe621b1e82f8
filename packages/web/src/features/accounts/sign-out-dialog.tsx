import { links } from "../../links.ts";
import { navigate } from "../../router.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { useClient } from "../connection/client-context.ts";
import { errorWords } from "../connection/error-words.ts";

export function SignOutDialog({ onClose }: { readonly onClose: () => void }) {
  const client = useClient();

  async function signOut() {
    try {
      await client.auth.signOut();
      // Whoever signs in next begins at the beginning.
      navigate(links.signIn, { replace: true });
      return undefined;
    } catch (error) {
      return errorWords(error);
    }
  }

  return (
    <ConfirmDialog title="Sign out?" action="Sign out" danger={false} onConfirm={signOut} onClose={onClose}>
      You will need your password to come back on this device.
    </ConfirmDialog>
  );
}
