// The outbox with what the browser offers it: a database, locks between tabs, the network and its signs of life, a worker.

import type { Clock } from './clock.ts';
import { deviceStore } from './device.ts';
import { journal } from './journal.ts';
import { Outbox } from './outbox.ts';
import type { Listener, Message } from './outlook.ts';
import { program } from './program.ts';
import { sealer } from './seal.ts';
import type { Sender } from './settle.ts';
import type { Tabs } from './tabs.ts';

/** A browser short of room may throw away what a site keeps, unless it was asked not to. Asked only when it matters: one of them asks the agent. */
let held = false;
function hold(): void {
  if (!held) void navigator.storage?.persist?.().catch(() => {});
  held = true;
}

export interface Opening {
  clock: Clock;
  tabs: Tabs<Message>;
  sender: Sender;
  /** The server's key, to which words are sealed. */
  key: { key: string; public: string };
  /** Which life of the server wrote the page, when it comes from there. */
  lineage: string | undefined;
  listener: Listener;
  /** Another program waits; `reload` goes over to it. */
  renewed: (reload: () => void) => void;
}

export function openOutbox({ clock, tabs, sender, key, lineage, listener, renewed }: Opening): Outbox {
  const { changed } = program(renewed);
  const parts = { store: deviceStore, journal, tabs, clock, seal: sealer(key), sender, chance: Math.random };
  const outbox = new Outbox(parts, {
    answered: (...said) => { listener.answered(...said); changed(); },
    changed: (outlook) => {
      if (outlook.state === 'away' && outlook.waiting.length > 0) hold();
      listener.changed(outlook);
    },
  });
  addEventListener('online', () => void outbox.send());
  addEventListener('focus', () => void outbox.send());
  document.addEventListener('visibilitychange', () => { if (!document.hidden) void outbox.send(); });
  void outbox.open(lineage);
  return outbox;
}
