import { useState, type ReactNode } from "react";
import { Button } from "./button.tsx";
import { Dialog, DialogActions } from "./dialog.tsx";
import { Notice } from "./notice.tsx";

export interface ConfirmDialogProps {
  readonly title: string;
  readonly action: string;
  readonly danger?: boolean;
  /** Resolves with nothing when it is done, with words when it could not be done. */
  readonly onConfirm: () => Promise<string | undefined>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({ title, action, danger = true, onConfirm, onClose, children }: ConfirmDialogProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function confirm() {
    setBusy(true);
    const problem = await onConfirm();
    setBusy(false);
    setError(problem);
    if (problem === undefined) onClose();
  }

  return (
    <Dialog title={title} role="alertdialog" onClose={onClose}>
      <div>{children}</div>
      {error !== undefined && <Notice look="danger">{error}</Notice>}
      <DialogActions>
        <Button onPress={onClose} autoFocus>
          Cancel
        </Button>
        <Button look={danger ? "danger" : "primary"} busy={busy} onPress={() => void confirm()}>
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
