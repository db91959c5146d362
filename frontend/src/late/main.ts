// What the first view of the counter does without, in one piece: what these parts have in common is packed once.

export * from '../outbox/open.ts';
export * from '../queue/queue.ts';
export * from '../search/search.ts';
