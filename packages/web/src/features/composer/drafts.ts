/** What was typed and not sent, for each room of one account. Kept on this device. */
export interface Drafts {
  read(roomId: string): string;
  write(roomId: string, text: string): void;
}

/** Drafts kept at most; the ones untouched for longest go first. */
const keptDrafts = 50;

type Kept = readonly (readonly [roomId: string, text: string])[];

export function storedDrafts(storage: Pick<Storage, "getItem" | "setItem">, userId: string): Drafts {
  // The account is part of the key: whoever signs in next must not find my words in their box.
  const key = `parley.drafts.${userId}`;
  let kept = read();

  function read(): Kept {
    try {
      const value: unknown = JSON.parse(storage.getItem(key) ?? "[]");
      return Array.isArray(value) ? value.filter(isDraft) : [];
    } catch {
      return [];
    }
  }

  return {
    read: (roomId) => kept.find(([id]) => id === roomId)?.[1] ?? "",
    write(roomId, text) {
      // Read again: another tab may have written meanwhile.
      const others = read().filter(([id]) => id !== roomId);
      kept = (text.trim() === "" ? others : [...others, [roomId, text] as const]).slice(-keptDrafts);
      try {
        storage.setItem(key, JSON.stringify(kept));
      } catch {
        // Storage is full or forbidden: the draft lasts as long as the page.
      }
    },
  };
}

function isDraft(value: unknown): value is readonly [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string");
}
