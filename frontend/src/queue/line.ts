// The line over which the server tells how the queue stands. A browser opens six connections to a server at the most: the tabs of a device
// share one line, held by one of them, so that however many there are none keeps the others from being answered.

import { byId } from '../counter/dom.ts';
import type { Tabs } from '../outbox/tabs.ts';
import { follow } from './stream.ts';

/** A shorter cut is not worth a word, in milliseconds. */
const SHORT = 4_000;
/** What tabs tell each other when the line is cut. */
const CUT = '-';

/** Tells what the server says of a place's queue, at once and each time it changes. */
export function listen(others: Tabs<string>, place: number, told: (queue: string) => void): void {
  let last = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = (said: string) => {
    byId('queue-cut').hidden = said !== CUT;
    if (said !== CUT) told(said);
  };
  const say = (said: string) => {
    clearTimeout(timer);
    timer = undefined;
    last = said;
    others.tell(said);
    show(said);
  };
  others.hear((said) => {
    if (said) show(said);
    // A tab that comes asks what stands: only the one that holds the line knows.
    else if (last) others.tell(last);
  });
  const hold = () => follow(`/api/v1/queue/live?place=${place}`, 'queue', say, () => { timer ??= setTimeout(() => { say(CUT); }, SHORT); });
  // Held for as long as the page lives; then another tab's turn comes.
  void others.alone(() => { hold(); return new Promise(() => {}); });
  others.tell('');
}
