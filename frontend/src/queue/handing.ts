// Handing somebody over: a word if one is wanted, then to whom. One press does it.

import { button, byId, element } from '../counter/dom.ts';
import type { Texts } from '../counter/texts.ts';

export interface Choice {
  /** Nobody in particular when absent. */
  id?: number;
  label: string;
  hint: string;
}

export interface Asked {
  title: string;
  choices: readonly Choice[];
  /** What was written and refused before, and why. */
  word?: string | undefined;
  sentence?: string | undefined;
  looksPrivate: (words: string) => boolean;
}

export function askToWhom(texts: Texts, { title, choices, word = '', sentence = '', looksPrivate }: Asked, hand: (choice: Choice, word: string) => void, back: () => void): void {
  const dialog = byId<HTMLDialogElement>('handing');
  const field = byId<HTMLTextAreaElement>('handing-word');
  const warning = byId('handing-warning');
  const warn = () => {
    warning.textContent = sentence || (looksPrivate(field.value) ? texts.say('note-warning') : '');
    warning.hidden = warning.textContent === '';
  };
  const buttons = choices.map((choice) => {
    const press = () => { hand(choice, field.value.trim()); dialog.close(); };
    return button('button button-quiet', press, {}, choice.label, element('small', {}, choice.hint));
  });
  byId('handing-title').textContent = title;
  byId('handing-choices').replaceChildren(...buttons);
  field.value = word;
  field.oninput = () => { sentence = ''; warn(); };
  // The counter behind has keys of its own.
  dialog.onkeydown = (event) => event.stopPropagation();
  // What was written stays nowhere.
  dialog.onclose = () => { field.value = ''; back(); };
  dialog.showModal();
  warn();
  (word ? field : buttons[0]!).focus();
}
