import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { useClient } from "../connection/client-context.ts";
import { errorWords } from "../connection/error-words.ts";

export function SignOutDialog({ onClose }: { readonly onClose: () => void }) {
  const client = useClient();

  async function signOut() {
    try {
      await client.auth.signOut();
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
