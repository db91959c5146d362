// The store that outlives the page: IndexedDB, each write on the disk before it counts. Loaded after the first view, so it imports
// nothing but types from the rest.

import { openDB, type DBSchema } from 'idb';
import type { Kept, Memory, Store } from './store.ts';

interface Schema extends DBSchema {
  entries: { key: number; value: Kept; indexes: { id: string; standing: string } };
  memory: { key: string; value: Memory };
}

const NAME = 'parvis';

export async function deviceStore(): Promise<Store> {
  const database = await openDB<Schema>(NAME, 1, {
    upgrade(fresh) {
      const entries = fresh.createObjectStore('entries', { keyPath: 'order', autoIncrement: true });
      entries.createIndex('id', 'entry.id', { unique: true });
      entries.createIndex('standing', 'standing');
      fresh.createObjectStore('memory');
    },
    // A newer program in another tab wants to change the form: it must not wait for us. What comes next stays on this page, which says so.
    blocking(_from, _to, event) {
      (event.target as IDBDatabase).close();
    },
  });
  return {
    lasting: true,
    // Within one standing, the index goes by the order made.
    list: (standing) => database.getAllFromIndex('entries', 'standing', standing),
    memory: async () => (await database.get('memory', 'server')) ?? {},
    async write({ put = [], remove = [], memory }) {
      const change = database.transaction(['entries', 'memory'], 'readwrite', { durability: 'strict' });
      const entries = change.objectStore('entries');
      const ids = entries.index('id');
      // A failure in the middle rejects `done` as well: it is awaited first of all, so that neither goes unheard.
      const written = (async () => {
        for (const id of [...remove, ...put.map(({ entry }) => entry.id)]) {
          const order = await ids.getKey(id);
          if (order !== undefined) await entries.delete(order);
        }
        for (const kept of put) await entries.put(kept);
        if (memory) {
          const known = change.objectStore('memory');
          await known.put({ ...(await known.get('server')), ...memory }, 'server');
        }
      })();
      await Promise.all([change.done, written]);
    },
  };
}
