// The store that outlives the page: IndexedDB, each write on the disk before it counts. Loaded after the first view, so it imports
// nothing but types from the rest.

import type { Kept, Memory, Store } from './store.ts';

const NAME = 'parvis';

/** What a request is answered. While one awaits nothing else, the transaction it belongs to stays open. */
function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Resolves once all of a transaction is on the disk; nothing of it is when this rejects. */
function done(change: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    change.oncomplete = () => resolve();
    change.onabort = () => reject(change.error);
  });
}

export async function deviceStore(): Promise<Store> {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => {
    const entries = opening.result.createObjectStore('entries', { keyPath: 'order', autoIncrement: true });
    entries.createIndex('id', 'entry.id', { unique: true });
    entries.createIndex('standing', 'standing');
    opening.result.createObjectStore('memory');
  };
  const database = await answer(opening);
  // A newer program in another tab wants to change the form: it must not wait for us. What comes next stays on this page, which says so.
  database.onversionchange = () => database.close();
  const memory = async (known: IDBObjectStore) => ((await answer(known.get('server'))) ?? {}) as Memory;
  return {
    lasting: true,
    // Within one standing, the index goes by the order made.
    list: async (standing) => answer<Kept[]>(database.transaction('entries').objectStore('entries').index('standing').getAll(standing)),
    memory: async () => memory(database.transaction('memory').objectStore('memory')),
    async write({ put = [], remove = [], memory: more }) {
      const change = database.transaction(['entries', 'memory'], 'readwrite', { durability: 'strict' });
      const entries = change.objectStore('entries');
      const known = change.objectStore('memory');
      // A failure in the middle rejects `done` as well: it is awaited first of all, so that neither goes unheard.
      const written = (async () => {
        for (const id of [...remove, ...put.map(({ entry }) => entry.id)]) {
          const order = await answer(entries.index('id').getKey(id));
          if (order !== undefined) await answer(entries.delete(order));
        }
        for (const kept of put) await answer(entries.put(kept));
        if (more) await answer(known.put({ ...(await memory(known)), ...more }, 'server'));
      })();
      await Promise.all([done(change), written]);
    },
  };
}
