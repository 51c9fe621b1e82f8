import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import styles from "./dialog.module.css";
import { IconButton } from "./icon-button.tsx";
import { CloseIcon } from "./icons/icons.tsx";

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  /** `alertdialog` for questions that must be answered. */
  readonly role?: "dialog" | "alertdialog";
  readonly children: ReactNode;
}

/** A dialog that is open while it is rendered. Focus goes in, stays in, and returns to where it was. */
export function Dialog({ title, onClose, role = "dialog", children }: DialogProps) {
  return (
    <ModalOverlay className={styles["scrim"] ?? ""} isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className={styles["modal"] ?? ""}>
        <AriaDialog className={styles["dialog"] ?? ""} role={role}>
          <header className={styles["header"]}>
            <Heading slot="title" className={styles["title"] ?? ""}>
              {title}
            </Heading>
            <IconButton label="Close" icon={<CloseIcon />} onPress={onClose} />
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The buttons at a dialog's end. */
export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className={styles["actions"]}>{children}</div>;
}
