import { links } from "../../links.ts";
import { navigate } from "../../router.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { CompassIcon } from "../../ui/icons/icons.tsx";
import { Page } from "./page.tsx";

export function NotFoundScreen() {
  return (
    <Page title="Not found">
      <EmptyState
        picture={<CompassIcon size={28} />}
        title="There is nothing at this address"
        actions={
          <>
            <Button look="primary" onPress={() => navigate(links.directory)}>
              Browse rooms
            </Button>
            <Button onPress={() => navigate(links.home)}>Go home</Button>
          </>
        }
      >
        The link may be old, or have a typing error in it.
      </EmptyState>
    </Page>
  );
}
