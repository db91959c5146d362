// What becomes of entries once the server has answered: pure, one place for every case.

import type { Entry } from '../counter/entries.ts';
import type { Answer, Reply } from './journal.ts';
import type { Change, Kept, Work } from './store.ts';

/** In whose name this page sends. */
export interface Sender {
  agent: number;
  name: string;
  /** An enrolled device brings what any agent did on it, and keeps for a time what it sent. A session speaks for its own person only. */
  enrolled: boolean;
}

export interface Settled extends Required<Pick<Change, 'put' | 'remove'>> {
  /** What there is to say of each entry that was answered for. */
  told: [Entry, Answer][];
  /** Whether some must be sent again later. */
  unsettled: boolean;
  /** Whether the session turns out to be somebody else's. */
  stranger: boolean;
}

/** After so many tries with nothing left to wait for, what an entry completes is not coming. */
const MOST_RETRIES = 6;

export function sendable({ entry }: Kept, { agent, enrolled }: Sender): boolean {
  return enrolled || entry.agent === agent;
}

/** The answer to each entry of a batch. A batch of one that is refused as a whole is a refusal of its entry. */
export function answers(batch: readonly Kept[], { status, results, message }: Reply): Map<string, Answer> {
  const given = new Map(results.map((answer) => [answer.id, answer]));
  if (status >= 400) for (const { entry } of batch) given.set(entry.id, { id: entry.id, status: 'refused', message: message ?? null });
  return given;
}

export function settle(batch: readonly Kept[], given: ReadonlyMap<string, Answer>, sender: Sender, retries: Map<string, number>): Settled {
  const settled: Settled = { put: [], remove: [], told: [], unsettled: false, stranger: false };
  const put: Kept[] = [];
  const remove: string[] = [];
  const present = new Set(batch.map(({ entry }) => entry.id));
  for (const kept of batch) {
    const { entry } = kept;
    let answer = given.get(entry.id);
    if (answer?.status === 'refused' && answer.code === 'entry-of-another') {
      settled.stranger = true;
      answer = undefined;
    }
    if (answer?.status === 'retry') {
      const times = (retries.get(entry.id) ?? 0) + 1;
      retries.set(entry.id, times);
      if (times >= MOST_RETRIES && !present.has(awaited(entry))) answer = { ...answer, status: 'refused' };
    }
    if (!answer || answer.status === 'retry') {
      settled.unsettled = true;
      continue;
    }
    retries.delete(entry.id);
    settled.told.push([entry, answer]);
    if (answer.status === 'accepted' || answer.status === 'known') {
      if (sender.enrolled) put.push(codes(kept));
      else remove.push(entry.id);
    } else if (entry.kind === 'visit.opened' && answer.status === 'refused') {
      // Its requests say why; there is nothing to mend in the opening itself, which is made anew with them.
      remove.push(entry.id);
    } else {
      // A note refused as such is of no more use to anybody, and nobody can mend what nobody can read.
      const { sealed: _sealed, ...rest } = entry;
      const words = answer.code?.startsWith('entry-note') ?? false;
      put.push({ ...kept, entry: words ? rest : entry, standing: 'refused', sentence: answer.message ?? '', conflict: answer.status === 'conflict' });
    }
  }
  return { ...settled, put, remove };
}

/** Of a visit that could not be opened, what was not answered for: requests are mended, all else is made anew with them. */
export function aside(waiting: readonly Kept[], visit: string, sentence: string): { refused: Kept[]; dropped: string[] } {
  const ofVisit = waiting.filter(({ entry: { id, body } }) => id === visit || body['visit'] === visit || body['target'] === visit);
  const [requests, rest] = [ofVisit.filter(({ work }) => work), ofVisit.filter(({ work }) => !work)];
  const unopened = (kept: Kept): Kept => ({
    ...kept, standing: 'refused', sentence, work: kept.work && { ...kept.work, visit: { ...kept.work.visit, facts: undefined, closed: false } },
  });
  return { refused: requests.map(unopened), dropped: rest.map(({ entry }) => entry.id) };
}

/** What an entry cannot do without. */
function awaited({ body }: Entry): string {
  return String(body['visit'] ?? body['target'] ?? '');
}

/** What is kept of an entry once it is sent: its codes, and nothing of anybody. */
function codes({ order, entry, at }: Kept): Kept {
  const { note: _note, sealed: _sealed, ...bare } = entry;
  return { ...(order === undefined ? {} : { order }), standing: 'sent', entry: bare, at };
}

/** Words are never written down in clear. */
export function wordless(work: Work | undefined): Work | undefined {
  return work && { ...work, draft: { ...work.draft, touches: work.draft.touches.filter(({ field }) => field !== 'note') } };
}

/** An entry whose clock turns out to have been so far from the server's. */
export function dated(kept: Kept, offset: number): Kept {
  const { entry } = kept;
  return {
    ...kept, unmeasured: undefined, at: kept.at + offset - entry.clock.offset_ms,
    entry: { ...entry, clock: { ...entry.clock, offset_ms: offset } },
  };
}
