// Handing somebody over: a word if one is wanted, then to whom. One press does it.

import { button, element } from '../counter/dom.ts';
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
  const field = element('textarea', { class: 'field', id: 'handing-word', rows: 2, maxlength: 500, autocomplete: 'off', 'aria-describedby': 'handing-warning' });
  const warning = element('p', { class: 'form-error', id: 'handing-warning', role: 'alert', hidden: true });
  const warn = () => {
    warning.textContent = sentence || (looksPrivate(field.value) ? texts.say('note-warning') : '');
    warning.hidden = warning.textContent === '';
  };
  const dialog = element('dialog', { class: 'handing', 'aria-labelledby': 'handing-title' });
  const buttons = choices.map((choice) => {
    const press = () => { hand(choice, field.value.trim()); dialog.close(); };
    return button('button button-quiet', press, {}, choice.label, element('small', {}, choice.hint));
  });
  const cancel = button('button button-plain', () => dialog.close(), {}, texts.say('queue-cancel'));
  dialog.append(
    element('h2', { id: 'handing-title' }, title),
    element('label', { for: 'handing-word' }, texts.say('queue-hand-word')), field, warning,
    element('h3', { id: 'handing-to' }, texts.say('queue-hand-to')),
    element('div', { role: 'group', class: 'handing-to', 'aria-labelledby': 'handing-to' }, ...buttons), cancel,
  );
  field.value = word;
  field.addEventListener('input', () => { sentence = ''; warn(); });
  // The counter behind has keys of its own.
  dialog.addEventListener('keydown', (event) => event.stopPropagation());
  dialog.addEventListener('close', () => { dialog.remove(); back(); });
  document.body.append(dialog);
  dialog.showModal();
  warn();
  if (word) field.focus();
  else buttons[0]!.focus();
}
