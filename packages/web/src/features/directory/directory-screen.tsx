import type { Room } from "@parley/protocol";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { PlusIcon, SearchIcon } from "../../ui/icons/icons.tsx";
import { useOpenDialog } from "../shell/dialogs-context.ts";
import { Page } from "../shell/page.tsx";
import { CategoryFilter } from "./category-filter.tsx";
import { DirectoryResults } from "./directory-results.tsx";
import styles from "./directory-screen.module.css";
import { useSettled } from "./use-settled.ts";

/** All public rooms. */
export function DirectoryScreen() {
  const open = useOpenDialog();
  const [query, setQuery] = useState("");
  const [category, setCategory] = useState<Room["category"]>();
  const settled = useSettled(query.trim(), 200);
  return (
    <Page title="Browse rooms">
      <div className={styles["tools"]}>
        <div className={styles["search"]}>
          <SearchIcon className={styles["lens"]} />
          <input
            type="search"
            className={styles["input"]}
            aria-label="Search rooms"
            placeholder="Search by name or topic"
            autoComplete="off"
            maxLength={100}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        </div>
        <Button icon={<PlusIcon size={18} />} onPress={() => open("create-room")}>
          Create a room
        </Button>
      </div>
      <CategoryFilter value={category} onChange={setCategory} />
      <DirectoryResults query={settled} category={category} />
    </Page>
  );
}
