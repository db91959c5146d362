// Several tabs of one device share what waits: one sends at a time, and each hears what the others did.

export interface Tabs<Message> {
  /** Does the work when no other tab does it. */
  alone(work: () => Promise<void>): Promise<void>;
  tell(message: Message): void;
  hear(listener: (message: Message) => void): void;
}

export function tabs<Message>(name: string): Tabs<Message> {
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(name) : undefined;
  return {
    // Locks want HTTPS; without them two tabs may send the same entries, which their ids make harmless.
    alone: async (work) => { await (navigator.locks ? navigator.locks.request(name, work) : work()); },
    tell: (message) => channel?.postMessage(message),
    hear: (listener) => channel?.addEventListener('message', ({ data }) => listener(data as Message)),
  };
}
