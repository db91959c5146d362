// A request being composed: a theme, what is usual for it, and what the agent touched, in order. What nobody touched is recorded as a
// default, which is not an observation; so the two are never mixed. Plain values and functions, nothing of the page.

import type { Favourite, Theme } from './data.ts';

const REQUEST_FIELDS = ['theme', 'operator', 'act', 'support', 'outcome', 'minutes', 'referral', 'note'] as const;
const VISIT_FIELDS = ['channel', 'age', 'origin', 'language', 'first', 'with'] as const;

export type VisitField = (typeof VISIT_FIELDS)[number];
export type Field = (typeof REQUEST_FIELDS)[number] | VisitField;

export interface Touch {
  field: Field;
  value: string;
}

/** What is usual for a theme, or for a favourite. The operator is there only when the theme has no other. */
export interface Usual {
  operator?: string | undefined;
  acts: readonly string[];
  support?: string | undefined;
}

export interface Draft {
  /** The name of a refused request being mended: it keeps it. */
  id?: string | undefined;
  /** The refused entry that this one takes the place of, once saved. */
  mends?: string | undefined;
  /** Whether that one bears a note that nobody can read here, which goes along unless another is written. */
  sealed?: boolean;
  usual: Usual;
  touches: readonly Touch[];
}

export const empty: Draft = { usual: { acts: [] }, touches: [] };

const isVisitField = (field: Field): field is VisitField => (VISIT_FIELDS as readonly Field[]).includes(field);

/** Chooses the theme; an operator is set when what was typed named it. What was touched of the visit, and of the request, stays. */
export function choose(draft: Draft, theme: Theme, operator?: string): Draft {
  const usual: Usual = {
    operator: theme.operators.length === 1 ? theme.operators[0] : undefined,
    acts: theme.acts, support: theme.support ?? undefined,
  };
  const kept = draft.touches.filter(({ field }) => field !== 'theme' && field !== 'operator');
  const chosen: Draft = { ...draft, usual, touches: [...kept, { field: 'theme', value: theme.code }] };
  return operator ? touch(chosen, 'operator', operator) : chosen;
}

export function chooseFavourite(draft: Draft, favourite: Favourite, theme: Theme): Draft {
  const chosen = choose(draft, theme, favourite.operator ?? undefined);
  return { ...chosen, usual: { ...chosen.usual, acts: favourite.acts, support: favourite.support ?? chosen.usual.support } };
}

/** Sets a field, or clears it with an empty value; an act is added, or taken away when it was there. */
export function touch(draft: Draft, field: Field, value: string): Draft {
  const same = (other: Touch) => other.field === field && (field !== 'act' || other.value === value);
  const rest = draft.touches.filter((other) => !same(other));
  const removed = value === '' || (field === 'act' && rest.length < draft.touches.length);
  return { ...draft, touches: removed ? rest : [...rest, { field, value }] };
}

/** Takes back the last thing done. Without its theme, a request has nothing usual. */
export function takeBack(draft: Draft): Draft {
  const touches = draft.touches.slice(0, -1);
  return draft.touches.at(-1)?.field === 'theme' ? { ...draft, usual: empty.usual, touches } : { ...draft, touches };
}

/** What remains for the next request of the same visit: the facts of the visit. */
export function next(draft: Draft): Draft {
  return { ...empty, touches: draft.touches.filter(({ field }) => isVisitField(field)) };
}

/** The same request once more, for the visit at hand: the facts of the visit and the note are not repeated. */
export function again(draft: Draft, last: Draft): Draft {
  const repeated = last.touches.filter(({ field }) => !isVisitField(field) && field !== 'note');
  return { usual: last.usual, touches: [...next(draft).touches, ...repeated] };
}

export function isEmpty(draft: Draft): boolean {
  return draft.touches.every(({ field }) => isVisitField(field));
}

export function value(draft: Draft, field: Field): string | undefined {
  return draft.touches.find((other) => other.field === field)?.value;
}

export function touchedActs(draft: Draft): string[] {
  return draft.touches.filter(({ field }) => field === 'act').map((other) => other.value);
}

/** The acts that would be recorded now: those touched, or else the usual ones. */
export function actsOf(draft: Draft): readonly string[] {
  const touched = touchedActs(draft);
  return touched.length > 0 ? touched : draft.usual.acts;
}

export function operatorOf(draft: Draft): string | undefined {
  return value(draft, 'operator') ?? draft.usual.operator;
}

/** The body of `request.recorded`. A usual time is a guess and is not recorded at all. */
export function requestBody(draft: Draft, visit: string): Record<string, unknown> {
  const acts = actsOf(draft);
  const referred = value(draft, 'referral');
  const onlyReferred = referred !== undefined || (acts.length === 1 && acts[0] === 'refer');
  const usual = { support: draft.usual.support, outcome: onlyReferred ? 'referred' : 'resolved' };
  const body: Record<string, unknown> = { visit, theme: value(draft, 'theme'), acts };
  const defaults: string[] = touchedActs(draft).length > 0 ? [] : ['acts'];
  for (const field of ['support', 'outcome'] as const) {
    const touched = value(draft, field);
    const held = touched ?? usual[field];
    if (held !== undefined) body[field] = held;
    if (held !== undefined && touched === undefined) defaults.push(field);
  }
  const operator = operatorOf(draft);
  const minutes = value(draft, 'minutes');
  if (operator !== undefined) body['operator'] = operator;
  if (minutes !== undefined) body['minutes'] = Number(minutes);
  if (referred !== undefined) body['referred_to'] = referred;
  return defaults.length > 0 ? { ...body, defaults } : body;
}

/** How people come here unless something else is said, and at which stop of its round the place stands, once somebody confirmed it. */
export interface Here {
  channel: string;
  stop?: number | undefined;
}

/** The body of `visit.opened`. Who telephones or is met at home stands at no stop. */
export function visitBody(draft: Draft, { channel, stop }: Here): Record<string, unknown> {
  const body: Record<string, unknown> = { channel };
  for (const field of VISIT_FIELDS) {
    const touched = value(draft, field);
    if (touched !== undefined) body[field] = field === 'first' ? touched === 'yes' : touched;
  }
  if (stop !== undefined && (body['channel'] === 'site' || body['channel'] === 'round')) body['stop'] = stop;
  return value(draft, 'channel') === undefined ? { ...body, defaults: ['channel'] } : body;
}
