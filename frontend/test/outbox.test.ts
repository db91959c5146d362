import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entry } from '../src/counter/entries.ts';
import { Clock } from '../src/outbox/clock.ts';
import type { Answer, Journal, Reply } from '../src/outbox/journal.ts';
import { Outbox } from '../src/outbox/outbox.ts';
import type { Message, Outlook } from '../src/outbox/outlook.ts';
import { sealer, type Seal } from '../src/outbox/seal.ts';
import type { Sender } from '../src/outbox/settle.ts';
import { PageStore, type Store } from '../src/outbox/store.ts';
import type { Tabs } from '../src/outbox/tabs.ts';

const noon = Date.parse('2026-11-23T09:21:04.120Z');
const samira: Sender = { agent: 7, name: 'Samira', enrolled: false };

/** A device: what several pages on it share, and a server that answers as told, one reply at a time. */
class Device {
  readonly store: Store = new PageStore();
  readonly posts: Entry[][] = [];
  heads = 0;
  now = noon;
  steady = 0;
  replies: (Answer['status'] | number | 'none' | Partial<Reply>)[] = [];
  lineage = 'first';
  serverAhead = 0;
  seal: Seal = (words) => Promise.resolve({ key: 'k', ephemeral: '', iv: '', ciphertext: [...words].reverse().join('') });
  #listeners: ((message: Message) => void)[] = [];
  #turn: Promise<void> = Promise.resolve();

  page(sender: Sender = samira, measured = true) {
    const answered: [string, Answer['status'], boolean][] = [];
    const outlooks: Outlook[] = [];
    const clock = new Clock({ wall: () => this.now, steady: () => this.steady, random: (bytes) => crypto.getRandomValues(bytes) });
    if (measured) clock.measure(this.now + this.serverAhead, this.now, this.now, clock.run);
    const box = new Outbox({ store: () => Promise.resolve(this.store), journal: this.#journal(), tabs: this.#tabs(), clock, seal: this.seal, sender, chance: () => 0.5 }, {
      answered: ({ id }, { status }, mine) => void answered.push([id, status, mine]),
      changed: (outlook) => void outlooks.push(outlook),
    });
    return { box, clock, answered, outlooks, last: () => outlooks.at(-1)! };
  }

  pass(milliseconds: number): void {
    this.now += milliseconds;
    this.steady += milliseconds;
  }

  #reply(whole: Partial<Reply>): Reply {
    return { status: 200, results: [], lineage: this.lineage, now: new Date(this.now + this.serverAhead).toISOString(), ...whole };
  }

  #journal(): Journal {
    return {
      head: async () => { this.heads += 1; return this.#reply({}); },
      post: async (entries) => {
        this.posts.push([...entries]);
        const reply = this.replies.shift() ?? 'accepted';
        if (reply === 'none') throw new Error('no network');
        if (typeof reply === 'number') return this.#reply({ status: reply, message: 'Non.' });
        if (typeof reply === 'object') return this.#reply(reply);
        return this.#reply({ results: entries.map(({ id }) => ({ id, status: reply, message: 'Non.' })) });
      },
    };
  }

  #tabs(): Tabs<Message> {
    let own: ((message: Message) => void) | undefined;
    return {
      alone: (work) => (this.#turn = this.#turn.then(work)),
      tell: (message) => { for (const listener of this.#listeners) if (listener !== own) listener(structuredClone(message)); },
      hear: (listener) => { own = listener; this.#listeners.push(listener); },
    };
  }
}

const entry = (id: string, more: Partial<Entry> = {}): Entry => (
  { id, v: 1, place: 12, kind: 'request.recorded', at: '', clock: { offset_ms: 0, zone: 'Europe/Paris' }, agent: 7, body: {}, ...more }
);
const work = { draft: { usual: { acts: [] }, touches: [{ field: 'theme' as const, value: 't' }, { field: 'note' as const, value: 'mot' }] }, visit: { id: 'v', openedAt: 0, requests: 1, closed: true } };
const ids = (posts: Entry[][]) => posts.map((post) => post.map(({ id }) => id));
const turn = async () => { for (let n = 0; n < 5; n += 1) await new Promise((resolve) => { setImmediate(resolve); }); };

test('entries wait in order while the network is away, and leave once it is back', async () => {
  const device = new Device();
  device.replies = ['none', 401, 403, 503, 'accepted'];
  const { box, answered, outlooks, last } = device.page();
  await box.put([entry('a')]);
  await turn();
  await box.put([entry('b')]);
  for (let n = 0; n < 4; n += 1) await box.send();
  assert.deepEqual(ids(device.posts), [['a'], ['a', 'b'], ['a', 'b'], ['a', 'b'], ['a', 'b']]);
  assert.deepEqual(new Set(outlooks.map(({ state }) => state)), new Set(['clear', 'away', 'signed-out']));
  assert.deepEqual(answered, [['a', 'accepted', true], ['b', 'accepted', true]]);
  assert.deepEqual([last().state, last().waiting.length], ['clear', 0]);
});

test('a page that comes after finds what an earlier one made, and sends it', async () => {
  const device = new Device();
  device.replies = ['none'];
  await device.page().box.put([entry('a'), entry('b')]);
  await turn();
  const after = device.page();
  await after.box.open('first');
  assert.deepEqual(ids(device.posts), [['a', 'b'], ['a', 'b']]);
  assert.deepEqual(after.answered, [['a', 'accepted', false], ['b', 'accepted', false]]);
});

test('an entry to retry is kept, a batch refused as a whole is halved until the culprit is found', async () => {
  const device = new Device();
  device.replies = ['retry', 422, 'accepted', 422];
  const { box, answered, last } = device.page();
  await box.put([entry('a'), entry('b')], work);
  await turn();
  assert.equal(last().waiting.length, 2);
  await box.send();
  assert.deepEqual(answered, [['a', 'accepted', true], ['b', 'refused', true]]);
  assert.deepEqual(last().refused.map((kept) => [kept.entry.id, kept.sentence]), [['b', 'Non.']]);
});

test('too large a batch is halved, and what is answered for in part is sent again in part', async () => {
  const device = new Device();
  device.replies = [413, 413, 'accepted', { results: [{ id: 'b', status: 'accepted' }] }];
  const { box, last } = device.page();
  await box.put(['a', 'b', 'c', 'd', 'e'].map((id) => entry(id)));
  await turn();
  assert.deepEqual(ids(device.posts), [['a', 'b', 'c', 'd', 'e'], ['a', 'b'], ['a'], ['b', 'c']]);
  await box.send();
  assert.deepEqual(ids(device.posts).at(-1), ['c', 'd', 'e']);
  assert.equal(last().waiting.length, 0);
});

test('a visit that cannot be opened comes back whole, even to a page that did not make it', async () => {
  const device = new Device();
  device.replies = ['none', { results: [{ id: 'v', status: 'refused', message: 'Fermé.' }, { id: 'r', status: 'retry' }, { id: 'c', status: 'retry' }] }];
  await device.page().box.put([entry('v', { kind: 'visit.opened' }), entry('r', { body: { visit: 'v' }, note: 'mot' }), entry('c', { kind: 'visit.closed', body: { visit: 'v' } })], work);
  await turn();
  const after = device.page();
  await after.box.open('first');
  const [kept] = after.last().refused;
  assert.deepEqual([after.last().waiting.length, kept!.entry.id, kept!.sentence, kept!.work!.visit.closed], [0, 'r', 'Fermé.', false]);
  assert.deepEqual(kept!.work!.draft.touches, [{ field: 'theme', value: 't' }], 'words are not written down');
  assert.ok(!JSON.stringify(await device.store.list('refused')).includes('mot'));
});

test('what never finds the visit it completes is refused in the end', async () => {
  const device = new Device();
  const { box, last } = device.page();
  device.replies = Array.from({ length: 6 }, () => 'retry' as const);
  await box.put([entry('r', { body: { visit: 'gone' } })], work);
  for (let n = 0; n < 6; n += 1) await box.send();
  assert.deepEqual([last().waiting.length, last().refused.length], [0, 1]);
});

test('a note leaves with its entry and is written down nowhere', async () => {
  const device = new Device();
  device.replies = ['none'];
  const { box } = device.page();
  await box.put([entry('a', { note: 'mot' })]);
  assert.ok(!JSON.stringify(await device.store.list('waiting')).includes('mot'));
  assert.equal(box.fragile, false, 'sealed, it outlives the page');
  await box.send();
  assert.deepEqual([device.posts.at(-1)![0]!.note, device.posts.at(-1)![0]!.sealed], ['mot', undefined], 'the page that knows it sends it open');
});

test('a page that comes after sends the note sealed, and a mended request keeps it unless another is written', async () => {
  const device = new Device();
  device.replies = ['none', 'refused'];
  await device.page().box.put([entry('a', { note: 'mot' })], work);
  await turn();
  const after = device.page();
  await after.box.open('first');
  assert.equal(device.posts.at(-1)![0]!.sealed!.ciphertext, 'tom');
  const mending = { ...work, draft: { ...work.draft, mends: 'a', sealed: true } };
  device.replies = ['refused'];
  await after.box.put([entry('a')], mending);
  await turn();
  assert.equal(device.posts.at(-1)![0]!.sealed!.ciphertext, 'tom');
  device.replies = [{ results: [{ id: 'a', status: 'refused', code: 'entry-note-sealed' }] }];
  await after.box.put([entry('a')], mending);
  await turn();
  assert.equal(after.last().refused[0]!.entry.sealed, undefined, 'what no server opens is not sent again');
});

test('a note that was taken out of a mended request is sent neither open nor sealed', async () => {
  const device = new Device();
  device.replies = ['refused', 'none'];
  const { box } = device.page();
  await box.put([entry('a', { note: 'mot' })], work);
  await turn();
  await box.put([entry('a')], { ...work, draft: { ...work.draft, mends: 'a' } });
  await turn();
  assert.deepEqual([device.posts.at(-1)![0]!.note, device.posts.at(-1)![0]!.sealed], [undefined, undefined]);
});

test('a note that cannot be sealed stays on the page, which must stay open', async () => {
  const device = new Device();
  device.seal = () => Promise.resolve(undefined);
  device.replies = ['none'];
  const { box } = device.page();
  await box.put([entry('a', { note: 'mot' })]);
  assert.ok(!JSON.stringify(await device.store.list('waiting')).includes('mot'));
  assert.equal(box.fragile, true);
  await box.send();
  assert.deepEqual([device.posts.at(-1)![0]!.note, box.fragile], ['mot', false]);
});

test('what is sealed is opened by the server’s key, and by no other', async () => {
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const server = await crypto.subtle.generateKey(curve, true, ['deriveBits']);
  const point = Buffer.from(await crypto.subtle.exportKey('raw', server.publicKey)).toString('base64');
  const sealed = await sealer({ key: 'k', public: point })('rappeler Mme A.');
  const open = async (mine: CryptoKey) => {
    const ephemeral = Buffer.from(sealed!.ephemeral, 'base64');
    const theirs = await crypto.subtle.importKey('raw', ephemeral, curve, false, []);
    const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, mine, 256);
    const secret = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
    const how = { name: 'HKDF', hash: 'SHA-256', salt: ephemeral, info: new TextEncoder().encode('parvis-note-v1') };
    const key = await crypto.subtle.deriveKey(how, secret, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
    return Buffer.from(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: Buffer.from(sealed!.iv, 'base64') }, key, Buffer.from(sealed!.ciphertext, 'base64'))).toString();
  };
  assert.equal(await open(server.privateKey), 'rappeler Mme A.');
  const other = await crypto.subtle.generateKey(curve, true, ['deriveBits']);
  await assert.rejects(open(other.privateKey));
});

test('a mended entry takes the place of the refused one, and one that is given up goes', async () => {
  const device = new Device();
  device.replies = ['refused'];
  const { box, last } = device.page();
  await box.put([entry('a'), entry('b')], work);
  await turn();
  assert.equal(last().refused.length, 2);
  await box.put([entry('a2')], { ...work, draft: { ...work.draft, mends: 'a' } });
  await box.drop('b');
  await box.send();
  assert.deepEqual([last().refused.length, last().waiting.length, ids(device.posts).at(-1)], [0, 0, ['a2']]);
});

test('two pages of a device send each entry once, and each hears what became of its own', async () => {
  const device = new Device();
  const [one, other] = [device.page(), device.page()];
  device.replies = ['none', 'none'];
  await one.box.put([entry('a')]);
  await turn();
  await other.box.put([entry('b')]);
  await one.box.send();
  await one.box.send();
  await turn();
  assert.deepEqual(ids(device.posts).at(-1), ['a', 'b']);
  assert.deepEqual(other.answered, [['a', 'accepted', false], ['b', 'accepted', true]]);
  assert.equal(other.last().waiting.length, 0);
});

test('whatever the moment at which it is made, an entry leaves without waiting for another', async () => {
  for (let pause = 0; pause < 60; pause += 1) {
    const device = new Device();
    const { box } = device.page();
    void box.put([entry('a')]);
    for (let n = 0; n < pause; n += 1) await Promise.resolve();
    void box.put([entry('b')]);
    await turn();
    assert.deepEqual(device.posts.flat().map(({ id }) => id), ['a', 'b'], `${pause} steps later`);
  }
});

test('another agent’s entries wait for them, unless the device is enrolled', async () => {
  const device = new Device();
  device.replies = ['none'];
  await device.page().box.put([entry('a')]);
  await turn();
  const karim = device.page({ agent: 8, name: 'Karim', enrolled: false });
  await karim.box.open('first');
  assert.deepEqual([karim.last().waiting.length, karim.last().others.map(({ name }) => name)], [0, ['Samira']]);
  assert.equal(device.posts.length, 1, 'nothing was sent in the name of another');
  const shared = device.page({ agent: 8, name: 'Karim', enrolled: true });
  await shared.box.open('first');
  assert.deepEqual(device.posts.at(-1)!.map(({ id, agent }) => [id, agent]), [['a', 7]]);
});

test('a session that turns out to be another’s keeps the entries', async () => {
  const device = new Device();
  device.replies = [{ results: [{ id: 'a', status: 'refused', code: 'entry-of-another' }] }];
  const { box, answered, last } = device.page();
  await box.put([entry('a')]);
  await turn();
  assert.deepEqual([answered.length, last().waiting.length, last().state], [0, 1, 'signed-out']);
});

test('a restored server is offered again what it forgot, by a device that is enrolled', async () => {
  const device = new Device();
  const { box } = device.page({ ...samira, enrolled: true });
  await box.open('first');
  await box.put([entry('a', { note: 'mot' })], work);
  await turn();
  assert.deepEqual((await device.store.list('sent')).map(({ entry, name, work }) => [entry.note, name, work]), [[undefined, undefined, undefined]], 'codes only');
  device.lineage = 'second';
  await box.put([entry('b')]);
  await turn();
  assert.deepEqual(ids(device.posts), [['a'], ['b'], ['a']]);
  device.pass(31 * 86_400_000);
  await device.page({ ...samira, enrolled: true }).box.open('second');
  assert.deepEqual(await device.store.list('sent'), []);
});

test('a device that is not enrolled keeps nothing of what it sent', async () => {
  const device = new Device();
  await device.page().box.put([entry('a')]);
  await turn();
  assert.deepEqual(await device.store.list('sent'), []);
});

test('a disk that cannot be written leaves the entries on the page, which must stay open', async () => {
  const device = new Device();
  device.store.write = () => Promise.reject(new Error('full'));
  device.replies = ['none'];
  const { box, last } = device.page();
  await box.put([entry('a')]);
  await turn();
  assert.deepEqual([last().lasting, last().waiting.length, box.fragile], [false, 1, true]);
  await box.send();
  assert.equal(last().waiting.length, 0);
});

test('a page opened offline on a device two hours wrong dates its entries right before it sends them', async () => {
  const device = new Device();
  device.serverAhead = -7_200_000;
  const { box, clock } = device.page(samira, false);
  await box.put([entry('a', { clock: { offset_ms: clock.offset, zone: 'Europe/Paris' } })]);
  await turn();
  assert.equal(device.heads, 1);
  assert.equal(device.posts[0]![0]!.clock.offset_ms, -7_200_000);
  assert.equal((await device.store.memory()).offset, -7_200_000);
});

test('a clock changed while offline shifts neither what was made before nor what is made after', async () => {
  const device = new Device();
  const { box, clock } = device.page();
  const make = (id: string) => { const at = new Date(clock.now()).toISOString(); return entry(id, { at, clock: { offset_ms: clock.offset, zone: 'Europe/Paris' } }); };
  const happened = ({ at, clock: { offset_ms } }: Entry) => Date.parse(at) + offset_ms;
  for (const change of [-3_600_000, 3_600_000]) {
    const real = noon + device.steady;
    device.replies = ['none'];
    await box.put([make('before')]);
    await turn();
    device.now += change;
    device.serverAhead -= change;
    device.pass(60_000);
    await box.put([make('after')]);
    await box.send();
    const [before, after] = device.posts.at(-1)!;
    assert.deepEqual([happened(before!) - real, happened(after!) - real], [0, 60_000], String(change));
  }
});

test('a computer that slept keeps its hour', () => {
  const device = new Device();
  const { clock } = device.page();
  device.now += 3_600_000;
  assert.deepEqual([clock.true() - device.now, clock.measured], [0, false]);
});
