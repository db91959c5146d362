// The door of the journal, as the outbox sees it.

import type { Entry } from '../counter/entries.ts';

/** What the server said of one entry. */
export interface Answer {
  id: string;
  status: 'accepted' | 'known' | 'conflict' | 'retry' | 'refused';
  code?: string | null;
  message?: string | null;
}

export interface Reply {
  status: number;
  results: Answer[];
  /** The server's sentence when it refuses the whole. */
  message?: string | undefined;
  /** Which life of the server answered. */
  lineage?: string | undefined;
  /** The server's clock, RFC 3339. */
  now?: string | undefined;
  /** How long it asks to be left alone, in milliseconds. */
  wait?: number | undefined;
}

/** Each throws when what answers is not the journal: no network, a page of a hotel's portal, a reply that does not come. */
export interface Journal {
  post(entries: readonly Entry[]): Promise<Reply>;
  head(): Promise<Reply>;
}

/** A reply that takes longer counts as none. */
const PATIENCE = 15_000;

export const journal: Journal = {
  post: (entries) => ask('/api/v1/journal', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ entries }) }),
  head: () => ask('/api/v1/journal/head', {}),
};

async function ask(address: string, request: RequestInit): Promise<Reply> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const response = await fetch(address, {
      ...request, headers: { accept: 'application/json', ...request.headers }, signal: stop.signal, redirect: 'error', cache: 'no-store',
    });
    const seconds = Number(response.headers.get('retry-after') ?? 0);
    const ours = /^application\/(problem\+)?json/.test(response.headers.get('content-type') ?? '');
    if (!ours && response.status < 500 && response.status !== 413 && response.status !== 429) throw new Error('not an answer of the journal');
    const body = (ours ? await response.json() : {}) as Partial<Reply> & { detail?: string; title?: string };
    if (response.ok && body.lineage === undefined) throw new Error('not an answer of the journal');
    return {
      status: response.status, results: body.results ?? [], lineage: body.lineage, now: body.now, message: body.detail ?? body.title,
      wait: seconds > 0 ? seconds * 1_000 : undefined,
    };
  } finally {
    clearTimeout(timer);
  }
}
