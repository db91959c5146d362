// Asking the server for a ticket. The kiosk names the visit, so that a touch that was doubled or a reply that was lost is one ticket: the
// same question is asked again until it is answered, or until the visitor has surely gone to the counter.

import { uuid7 } from '../counter/uuid.ts';

export interface Wish {
  place: string;
  language: string;
  /** Empty for whoever does not know. */
  family: string;
  priority: boolean;
}

export type Answer = { kind: 'given'; ticket: string } | { kind: 'busy' | 'closed' | 'lost' };

/** How long one question may take. */
const PATIENCE = 6_000;
const AGAIN = 2_000;
/** After this nobody waits before the kiosk for a number that does not come. */
const LONGEST = 30_000;

/** Asks until there is an answer; `silent` is called at the first silence. */
export async function ask({ place, language, family, priority }: Wish, signal: AbortSignal, silent: () => void): Promise<Answer> {
  const body = new URLSearchParams({ id: uuid7(Date.now(), (bytes) => crypto.getRandomValues(bytes)), place, language, family, ...(priority && { priority: '1' }) });
  for (const until = Date.now() + LONGEST; Date.now() < until && !signal.aborted;) {
    const answer = await once(body);
    if (answer) return answer;
    silent();
    await new Promise((done) => { setTimeout(done, AGAIN); });
  }
  return { kind: 'lost' };
}

async function once(body: URLSearchParams): Promise<Answer | undefined> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), PATIENCE);
  try {
    const reply = await fetch('/kiosk/tickets', { method: 'POST', body, signal: late.signal, redirect: 'error' });
    if (reply.status === 429) return { kind: 'busy' };
    if (reply.status >= 500) return undefined;
    if (!reply.ok) return { kind: 'closed' };
    const ticket = await reply.text();
    // A page of somebody else's network says 200 to everything.
    return ticket.includes('kiosk-ticket') ? { kind: 'given', ticket } : undefined;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
