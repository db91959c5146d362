// What is said above the field: the state of the sending, a refusal, the requests put aside.

import type { Aside } from './desk.ts';
import { byId, element, icon } from './dom.ts';
import type { Texts } from './texts.ts';

/** The one line about the network, the session or the catalogue; empty when all is well. Read out when it changes, and only then. */
export function showState(text: string, signIn: boolean): void {
  const shown = byId('counter-state-text');
  if (shown.textContent !== text) shown.textContent = text;
  byId('counter-state').hidden = text === '';
  byId('counter-sign-in').hidden = !signIn;
}

export function refusalNotice(sentence: string): HTMLElement {
  return element('div', { class: 'notice notice-danger' }, icon('warning-circle-fill'), element('p', {}, sentence));
}

export interface AsideActions {
  resume(aside: Aside): void;
  drop(aside: Aside): void;
}

export function asideNotice(aside: Aside, label: string, texts: Texts, actions: AsideActions): HTMLElement {
  const button = (key: 'resume' | 'drop') => {
    const made = element('button', { type: 'button', class: 'button button-small' }, texts.say(key));
    made.addEventListener('click', () => actions[key](aside));
    return made;
  };
  const sentence = aside.sentence ?? texts.say('put-aside');
  const words = element('p', {}, element('b', {}, label), `\u00a0: ${sentence}`);
  const tone = aside.sentence === undefined ? 'notice-warn' : 'notice-danger';
  return element('div', { class: `notice ${tone}` }, icon('warning-circle-fill'), words, button('resume'), button('drop'));
}
