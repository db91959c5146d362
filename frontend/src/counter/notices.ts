// What is said above the field: the state of the sending, a refusal, the requests put aside.

import type { Outlook } from '../outbox/outlook.ts';
import type { Kept } from '../outbox/store.ts';
import type { Aside } from './desk.ts';
import { button, byId, element, icon } from './dom.ts';
import type { Texts } from './texts.ts';
import { hourOf } from './time.ts';

const SMALL = 'button button-small';

/** The one line about the network, the session or the catalogue; empty when all is well. Read out when it changes, and only then. */
export function showState(text: string, signIn: boolean): void {
  const shown = byId('counter-state-text');
  if (shown.textContent !== text) shown.title = shown.textContent = text;
  byId('counter-state').hidden = text === '';
  byId('counter-sign-in').hidden = !signIn;
}

/** What an agent calls an entry is a request, or a need; arrivals count where there is nothing else. */
const counted = (kept: readonly Kept[]) => kept.filter(({ entry: { kind } }) => kind === 'request.recorded' || kind === 'need.noted').length || kept.length;

/** What this device keeps, since when and why; for whom the rest waits. Nothing is said of what leaves at once. */
export function showOutlook({ state, waiting, others, lasting }: Outlook, zone: string, texts: Texts): void {
  const parts: string[] = [];
  const [first] = waiting;
  if (first && state !== 'clear') {
    const since = texts.say('time', hourOf(first.at, zone));
    parts.push(texts.count(state, counted(waiting), { since }));
    if (!lasting) parts.push(texts.say('stay-open'));
  }
  for (const name of new Set(others.map((kept) => kept.name ?? ''))) {
    parts.push(texts.count('others', counted(others.filter((kept) => (kept.name ?? '') === name)), { name }));
  }
  showState(parts.join(' · '), state === 'signed-out' && first !== undefined);
}

/** A newer program is there: the counter goes on as it is until the agent wants it. */
export function showRenewal(texts: Texts, reload: () => void): void {
  byId('counter-renewal').replaceChildren(element('div', { class: 'notice' }, icon('repeat'), element('p', {}, texts.say('renewal')), button(SMALL, reload, {}, texts.say('reload'))));
}

export function refusalNotice(sentence: string): HTMLElement {
  return element('div', { class: 'notice notice-danger' }, icon('warning-circle-fill'), element('p', {}, sentence));
}

export interface AsideActions {
  resume(aside: Aside): void;
  drop(aside: Aside): void;
}

export function asideNotice(aside: Aside, label: string, texts: Texts, actions: AsideActions): HTMLElement {
  const act = (key: 'resume' | 'drop') => button(SMALL, () => actions[key](aside), {}, texts.say(key));
  const sentence = aside.sentence ?? texts.say('put-aside');
  const words = element('p', {}, element('b', {}, label), `\u00a0: ${sentence}`);
  const tone = aside.sentence === undefined ? 'notice-warn' : 'notice-danger';
  return element('div', { class: `notice ${tone}` }, icon('warning-circle-fill'), words, act('resume'), act('drop'));
}

/** A refusal that has nothing to mend: the end of a visit, a correction. */
export function keptNotice({ at, sentence = '' }: Kept, zone: string, texts: Texts, drop: () => void): HTMLElement {
  const label = texts.say('kept-at', { time: texts.say('time', hourOf(at, zone)) });
  return element('div', { class: 'notice notice-danger' }, icon('warning-circle-fill'), element('p', {}, element('b', {}, label), `\u00a0: ${sentence}`), button(SMALL, drop, {}, texts.say('drop')));
}
