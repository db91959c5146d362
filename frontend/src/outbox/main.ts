// The outbox with what the browser offers it: a database, locks between tabs, the network and its signs of life.

import type { Clock } from './clock.ts';
import { deviceStore } from './device.ts';
import { journal } from './journal.ts';
import { Outbox, type Listener, type Message } from './outbox.ts';
import type { Sender } from './settle.ts';
import { tabs } from './tabs.ts';

/** `lineage`: which life of the server wrote the page, when it comes from there. */
export function openOutbox(clock: Clock, sender: Sender, lineage: string | undefined, listener: Listener): Outbox {
  const outbox = new Outbox({ store: deviceStore, journal, tabs: tabs<Message>('parvis'), clock, sender, chance: Math.random }, listener);
  addEventListener('online', () => void outbox.send());
  addEventListener('focus', () => void outbox.send());
  document.addEventListener('visibilitychange', () => { if (!document.hidden) void outbox.send(); });
  void outbox.open(lineage);
  return outbox;
}
