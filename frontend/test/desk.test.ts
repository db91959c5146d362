import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PageData, Theme } from '../src/counter/data.ts';
import { Desk } from '../src/counter/desk.ts';
import { choose, empty, requestBody, takeBack, touch, value, visitBody } from '../src/counter/draft.ts';
import { Maker, type Entry } from '../src/counter/entries.ts';
import { looksPrivate } from '../src/counter/privacy.ts';
import { Texts } from '../src/counter/texts.ts';
import { dayOf, rfc3339 } from '../src/counter/time.ts';
import { uuid7 } from '../src/counter/uuid.ts';
import { Clock } from '../src/outbox/clock.ts';
import type { Answer } from '../src/outbox/journal.ts';
import type { Kept, Work } from '../src/outbox/store.ts';

const theme = (code: string, more: Partial<Theme> = {}): Theme => ({
  code, family: 'f', label: code, synonyms: [], operators: [], recent: 0, acts: ['inform'], support: 'with', minutes: 10, ...more,
});
const page: PageData = {
  place: { id: 12, name: 'Ici', zone: 'Europe/Paris' }, agent: { id: 7, name: 'Agent 1' }, colleagues: [], server_now: '2026-11-23T09:21:03.800Z',
  catalogue_url: '', late: { style: '', words: '' }, lineage: 'first', seal: { key: '', public: '' }, enrolled: false, favourites: [], today: { visits: 0, requests: 0, entries: [] }, texts: {},
};
const noon = Date.parse('2026-11-23T09:21:04.120Z');

function desk() {
  let now = noon;
  let seed = 0;
  const sent: Entry[] = [];
  const recalled: string[] = [];
  const dropped: string[] = [];
  const works: (Work | undefined)[] = [];
  const random = (bytes: Uint8Array) => bytes.fill((seed += 1));
  const clock = new Clock({ wall: () => now, steady: () => now, random });
  clock.measure(Date.parse(page.server_now), now, now, clock.run);
  const made = new Desk(new Maker(page, clock, random), {
    put: (entries, work) => { sent.push(...entries); works.push(work); },
    recall: (visit) => void recalled.push(visit), drop: (id) => void dropped.push(id),
  });
  return { desk: made, sent, recalled, dropped, works, later: (milliseconds: number) => { now += milliseconds; } };
}
const refused = (id: string): Answer => ({ id, status: 'refused', message: 'Non.' });

test('an id is a UUIDv7 that sorts by its moment', () => {
  const id = uuid7(0x0193_6b2e_0000, (bytes) => bytes.fill(255));
  assert.equal(id, '01936b2e-0000-7fff-bfff-ffffffffffff');
  assert.ok(uuid7(noon, (bytes) => bytes) < uuid7(noon + 1, (bytes) => bytes));
});

test('instants carry the offset of the place, in winter, in summer, overseas and around midnight', () => {
  assert.equal(rfc3339(noon, 'Europe/Paris'), '2026-11-23T10:21:04.120+01:00');
  assert.equal(rfc3339(Date.parse('2026-07-01T22:30:00.005Z'), 'Europe/Paris'), '2026-07-02T00:30:00.005+02:00');
  assert.equal(rfc3339(noon, 'Indian/Reunion'), '2026-11-23T13:21:04.120+04:00');
  assert.equal(rfc3339(noon, 'America/Martinique'), '2026-11-23T05:21:04.120-04:00');
  assert.equal(dayOf(Date.parse('2026-11-23T23:30:00Z'), 'Europe/Paris'), '2026-11-24');
});

test('what nobody touched is a default, and a usual time is not recorded', () => {
  const draft = choose(empty, theme('t', { operators: ['caf'] }));
  assert.deepEqual(requestBody(draft, 'v'), {
    visit: 'v', theme: 't', acts: ['inform'], support: 'with', outcome: 'resolved', operator: 'caf', defaults: ['acts', 'support', 'outcome'],
  });
  const touched = touch(touch(touch(touch(draft, 'act', 'mediate'), 'support', 'for'), 'outcome', 'waiting'), 'minutes', '25');
  assert.deepEqual(requestBody(touched, 'v'), { visit: 'v', theme: 't', acts: ['mediate'], support: 'for', outcome: 'waiting', operator: 'caf', minutes: 25 });
});

test('only referring means referred, by default', () => {
  assert.equal(requestBody(touch(choose(empty, theme('t')), 'act', 'refer'), 'v')['outcome'], 'referred');
  assert.equal(requestBody(touch(choose(empty, theme('t')), 'referral', 'caf'), 'v')['referred_to'], 'caf');
});

test('taking back goes in the order things were done', () => {
  let draft = touch(empty, 'language', 'ar');
  draft = touch(choose(draft, theme('t'), 'edf'), 'act', 'mediate');
  draft = takeBack(draft);
  assert.deepEqual(draft.touches.map(({ field }) => field), ['language', 'theme', 'operator']);
  draft = takeBack(takeBack(draft));
  assert.deepEqual([value(draft, 'language'), draft.usual.acts.length], ['ar', 0]);
  assert.deepEqual(takeBack(takeBack(draft)).touches, []);
});

test('an act touched twice is not touched, and another theme keeps what was said', () => {
  const draft = touch(touch(choose(empty, theme('one')), 'act', 'mediate'), 'act', 'mediate');
  assert.deepEqual(requestBody(draft, 'v')['defaults'], ['acts', 'support', 'outcome']);
  const other = choose(touch(choose(empty, theme('one'), 'edf'), 'minutes', '5'), theme('two'));
  assert.deepEqual([value(other, 'theme'), value(other, 'operator'), value(other, 'minutes')], ['two', undefined, '5']);
});

test('the facts of a visit: on site by default, first as a truth value', () => {
  assert.deepEqual(visitBody(empty, { channel: 'site' }), { channel: 'site', defaults: ['channel'] });
  assert.deepEqual(visitBody(touch(touch(empty, 'first', 'no'), 'channel', 'phone'), { channel: 'site' }), { channel: 'phone', first: false });
});

test('a visit opens when it was begun and closes when it was saved', () => {
  const here = desk();
  here.desk.choose(theme('t'));
  here.later(60_000);
  here.desk.save(true);
  assert.deepEqual(here.sent.map(({ kind }) => kind), ['visit.opened', 'request.recorded', 'visit.closed']);
  assert.equal(here.sent[0]!.at, '2026-11-23T10:21:04.120+01:00');
  assert.equal(here.sent[2]!.at, '2026-11-23T10:22:04.120+01:00');
  assert.deepEqual(here.sent[0]!.clock, { offset_ms: -320, zone: 'Europe/Paris' });
  assert.equal(here.desk.visit, undefined);
});

test('the next visitor inherits nothing of the one before', () => {
  const here = desk();
  here.desk.touch('language', 'ar');
  here.desk.choose(theme('t'));
  here.desk.touch('note', 'mot');
  here.desk.save(true);
  assert.equal(here.desk.repeat(), true);
  here.desk.save(true);
  assert.deepEqual(here.sent[3]!.body, { channel: 'site', defaults: ['channel'] });
  assert.equal(here.sent[1]!.note, 'mot');
  assert.equal(here.sent[4]!.note, undefined);
});

test('undoing what was done for somebody else does not lose whoever sits at the desk', () => {
  for (const ticket of [true, false]) {
    for (const leave of ['save', 'clear'] as const) {
      const { desk: here, sent } = desk();
      if (ticket) assert.ok(here.receive({ visit: 'a', number: 1 }));
      here.choose(theme('t'));
      here.save(true);
      assert.ok(here.receive({ visit: 'b', number: 2, language: 'ar' }));
      here.undo();
      assert.notEqual(here.visit?.id, 'b', 'the repaired request is not theirs');
      if (leave === 'save') here.save(true);
      else here.clear();
      assert.equal(here.visit?.id, 'b', `${ticket} ${leave}`);
      here.choose(theme('u'));
      here.save(true);
      assert.equal(sent.filter(({ kind }) => kind === 'request.recorded').at(-1)!.body['visit'], 'b');
      assert.deepEqual(sent.filter(({ kind, body }) => kind === 'visit.closed' && body['visit'] === 'b').length, 1);
      assert.deepEqual(sent.filter(({ kind }) => kind === 'corrected'), [], 'what was said on arrival stands');
      assert.equal(here.visit, undefined);
    }
  }
});

test('undoing one of two requests leaves the visit, undoing the last takes it away', () => {
  const here = desk();
  here.desk.choose(theme('one'));
  here.desk.save(false);
  const { visit } = here.desk;
  here.desk.choose(theme('two'));
  here.desk.save(true);
  here.desk.undo();
  assert.equal(here.desk.visit, visit);
  assert.equal(here.sent.filter(({ kind }) => kind === 'withdrawn').length, 1);
  here.desk.clear();
  here.desk.undo();
  assert.deepEqual(here.sent.filter(({ kind }) => kind === 'withdrawn').map(({ body }) => body['target']), [here.sent[2]!.id, here.sent[1]!.id, visit!.id]);
  assert.notEqual(here.desk.visit, visit);
  assert.equal(here.desk.undo(), undefined);
});

test('a visit of which nothing is left to say has not begun', () => {
  const here = desk();
  here.desk.choose(theme('t'));
  here.desk.takeBack();
  assert.equal(here.desk.visit, undefined);
  assert.equal(here.desk.save(true), undefined);
  assert.equal(here.desk.finish(), false);
  assert.deepEqual(here.sent, []);
});

test('a refused opening recalls its visit and goes out again under the same names', () => {
  const here = desk();
  here.desk.choose(theme('t'));
  here.desk.save(true);
  const [opened, request] = here.sent;
  const [aside] = here.desk.answered(opened!, refused(opened!.id));
  assert.deepEqual(here.recalled, [opened!.id]);
  here.desk.resume(aside!);
  here.desk.save(true);
  assert.deepEqual(here.sent.slice(3).map(({ kind }) => kind), ['visit.opened', 'request.recorded', 'visit.closed']);
  assert.deepEqual(here.sent.slice(3, 5).map(({ id }) => id), [opened!.id, request!.id]);
});

test('what an earlier page left refused comes back once, keeps its name, and goes when another tab mends it', () => {
  const before = desk();
  before.desk.choose(theme('t'));
  before.desk.save(true);
  const entry = before.sent[1]!;
  const kept: Kept = { standing: 'refused', entry, at: noon, work: before.works[0], sentence: 'Non.' };
  const here = desk();
  here.desk.recover([kept]);
  here.desk.recover([kept]);
  assert.deepEqual(here.desk.asides.map(({ sentence, draft }) => [sentence, draft.id]), [['Non.', entry.id]]);
  here.desk.resume(here.desk.asides[0]!);
  here.desk.recover([kept]);
  assert.equal(here.desk.asides.length, 0, 'what is being mended is not offered again');
  here.desk.save(true);
  assert.deepEqual(here.sent.map(({ id, kind }) => [id, kind]), [[entry.id, 'request.recorded']], 'its visit was opened and closed');
  assert.equal(here.works[0]!.draft.mends, entry.id);
  here.desk.recover([{ ...kept, entry: { ...entry, id: 'other' }, conflict: true }]);
  assert.equal(here.desk.asides[0]!.draft.id, undefined, 'under an id that is taken it needs another');
  here.desk.recover([]);
  assert.equal(here.desk.asides.length, 0);
});

test('what has just been refused stays with its words, though the store has not said so yet', () => {
  const here = desk();
  here.desk.choose(theme('t'));
  here.desk.touch('note', 'mot');
  here.desk.save(true);
  const entry = here.sent[1]!;
  here.desk.answered(entry, refused(entry.id));
  here.desk.recover([]);
  const kept: Kept = { standing: 'refused', entry, at: noon, work: here.works[0], sentence: 'Non.' };
  here.desk.recover([kept]);
  assert.deepEqual(here.desk.asides.map(({ draft }) => value(draft, 'note')), ['mot']);
  here.desk.recover([]);
  assert.equal(here.desk.asides.length, 0);
});

test('giving up what was refused takes it from the device', () => {
  const here = desk();
  here.desk.choose(theme('t'));
  here.desk.save(true);
  const [aside] = here.desk.answered(here.sent[1]!, refused(here.sent[1]!.id));
  here.desk.drop(aside!);
  assert.deepEqual(here.dropped, [here.sent[1]!.id]);
});

test('a theme chosen as a request comes back is for the next one; chosen later, it mends it', () => {
  for (const [wait, asides] of [[200, 1], [5_000, 0]] as const) {
    const here = desk();
    here.desk.choose(theme('one'));
    const saved = here.desk.save(true)!;
    const [aside] = here.desk.answered(here.sent[1]!, refused(saved.id));
    here.desk.bringBack(aside!);
    here.later(wait);
    here.desk.choose(theme('two'));
    assert.equal(here.desk.asides.length, asides);
    assert.equal(here.desk.draft.id, asides === 1 ? undefined : saved.id);
    assert.equal(here.desk.theme, 'two');
  }
});

test('what must never be written is seen, and plain words are not', () => {
  for (const words of ['mdp: soleil', 'mot de passe oublié, c’est Azerty1', '1 85 05 78 006 084 36', 'FR76 3000 6000 0112 3456 7890 189', '4970 1012 3456 7890', '06 12 34 56 78', 'x.y@exemple.fr']) {
    assert.ok(looksPrivate(words), words);
  }
  for (const words of ['Revient jeudi avec son avis', 'facture du 12/03/2026, 84,20 €', 'rendez-vous le 12 janvier à 14 h 30', 'dossier 4-118', '']) {
    assert.ok(!looksPrivate(words), words);
  }
});

test('sentences are filled, counted, and never silent', () => {
  const texts = new Texts({ 'saved': '{label} : enregistré', 'visits-one': '{count} visite', 'visits-other': '{ count } visites' }, 'fr');
  assert.equal(texts.say('saved', { label: 'CAF' }), 'CAF : enregistré');
  assert.deepEqual([0, 1, 2].map((count) => texts.count('visits', count)), ['0 visite', '1 visite', '2 visites']);
  assert.equal(texts.say('missing'), 'missing');
});

test('a bus carries its stop once it is confirmed, and a visit keeps the one where it began', () => {
  const { desk: bus, sent } = desk();
  const opened = () => sent.filter(({ kind }) => kind === 'visit.opened').at(-1)!.body;
  bus.here = { channel: 'round' };
  bus.choose(theme('t'));
  bus.save(true);
  assert.deepEqual(opened(), { channel: 'round', defaults: ['channel'] });
  bus.here = { channel: 'round', stop: 3 };
  bus.choose(theme('t'));
  bus.save(false);
  assert.deepEqual(opened(), { channel: 'round', stop: 3, defaults: ['channel'] });
  bus.here = { channel: 'round', stop: 4 };
  bus.touch('age', '25-39');
  bus.choose(theme('t'));
  bus.save(true);
  const { facts } = sent.find(({ kind }) => kind === 'corrected')!.body as { facts: Record<string, unknown> };
  assert.equal(facts['stop'], 3);
  bus.touch('channel', 'phone');
  bus.choose(theme('t'));
  bus.save(true);
  assert.equal('stop' in opened(), false, 'who telephones stands at no stop');
});

test('whoever waited keeps the stop at which they arrived, and takes the present one when none was said', () => {
  const { desk: bus, sent } = desk();
  bus.here = { channel: 'round', stop: 4 };
  bus.receive({ visit: 'v', number: 1, stop: 3 });
  bus.choose(theme('t'));
  bus.save(true);
  assert.deepEqual(sent.map(({ kind }) => kind), ['request.recorded', 'visit.closed'], 'nothing to correct');
  bus.receive({ visit: 'w', number: 2 });
  bus.choose(theme('t'));
  bus.save(true);
  const { facts } = sent.find(({ kind }) => kind === 'corrected')!.body as { facts: Record<string, unknown> };
  assert.equal(facts['stop'], 4);
});
