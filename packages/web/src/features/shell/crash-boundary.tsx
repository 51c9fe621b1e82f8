import { Component, type ReactNode } from "react";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { AlertIcon } from "../../ui/icons/icons.tsx";
import styles from "./crash-boundary.module.css";

/** The last resort when a part of the app throws while it is drawn: says so, and offers a fresh start. */
export class CrashBoundary extends Component<{ readonly children: ReactNode }, { readonly crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    if (!this.state.crashed) return this.props.children;
    return (
      <main className={styles["page"]} role="alert">
        <EmptyState
          picture={<AlertIcon size={28} />}
          heading="h1"
          title="This page has stopped working"
          actions={
            <Button look="primary" onPress={() => location.reload()}>
              Reload the page
            </Button>
          }
        >
          Something went wrong on our side. What you have written and not sent is kept.
        </EmptyState>
      </main>
    );
  }
}
