import type { OutboxEntry, OutboxStorage } from "./outbox-storage.ts";

const storeName = "messages";

/** An outbox in the browser's IndexedDB: unsent messages survive a reload and a crash of the page. */
export function indexedDbOutbox(databaseName: string): OutboxStorage {
  let opened: Promise<IDBDatabase> | undefined;

  function database(): Promise<IDBDatabase> {
    // A failure is not kept: the next call tries again.
    opened ??= open(databaseName).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  }

  async function change(act: (store: IDBObjectStore) => void): Promise<void> {
    const transaction = (await database()).transaction(storeName, "readwrite");
    act(transaction.objectStore(storeName));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error("The outbox could not be written."));
    });
  }

  return {
    async load(userId) {
      const request = (await database()).transaction(storeName).objectStore(storeName).index("userId").getAll(userId);
      const entries = (await result(request)) as OutboxEntry[];
      return entries.sort((a, b) => a.position - b.position);
    },
    put: (entry) => change((store) => store.put(entry)),
    remove: (clientId) => change((store) => store.delete(clientId)),
  };
}

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(storeName, { keyPath: "clientId" }).createIndex("userId", "userId");
  };
  return result(request);
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("The outbox could not be read."));
  });
}
