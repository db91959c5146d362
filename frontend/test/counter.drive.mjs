// The counter as an agent uses it, by keyboard and by hand, against test/server.mjs. Any Playwright can run it:
//   await drive({ browser, server })      (see e2e/)
// Each scenario has a page of its own; the journal is emptied in between.
import assert from 'node:assert/strict';

const kinds = (journal) => [...journal.kept.values()].map(({ kind }) => kind);
const bodies = (journal, kind) => [...journal.kept.values()].filter((entry) => entry.kind === kind).map(({ body }) => body);
const settle = (page, ready) => page.waitForFunction(ready, undefined, { timeout: 8_000 });
const text = (page, id) => page.textContent(`#${id}`);

async function until(condition, words) {
  for (let n = 0; n < 160; n += 1) {
    if (condition()) return;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  assert.fail(`never: ${words}`);
}

const scenarios = {
  async 'three keys record a whole visit in one batch'(page, { journal }) {
    assert.equal(await page.evaluate(() => document.activeElement.id), 'counter-field');
    for (const key of ['4', 'm', 'Enter']) await page.keyboard.press(key);
    await until(() => journal.kept.size === 3, 'three entries');
    assert.equal(journal.posts.length, 1);
    assert.deepEqual(kinds(journal), ['visit.opened', 'request.recorded', 'visit.closed']);
    const [opened, request, closed] = [...journal.kept.values()];
    assert.deepEqual(opened.body, { channel: 'site', defaults: ['channel'] });
    assert.deepEqual(request.body, { visit: opened.id, theme: 'electricite.facture', acts: ['mediate'], outcome: 'resolved', operator: 'edf', defaults: ['outcome'] });
    assert.deepEqual(closed.body, { visit: opened.id });
    for (const entry of journal.kept.values()) {
      assert.match(entry.id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      assert.match(entry.at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/);
      assert.deepEqual([entry.v, entry.place, entry.agent, entry.clock.zone], [1, 12, 7, 'Europe/Paris']);
      assert.ok(Math.abs(entry.clock.offset_ms) < 60_000);
    }
    assert.match(await text(page, 'counter-live'), /enregistré/);
    assert.equal(await text(page, 'counter-visits'), '32');
    assert.equal(await text(page, 'counter-requests'), '45');
    assert.equal(await page.inputValue('#counter-field'), '');
  },

  async 'letters search, and untouched acts are defaults'(page, { journal }) {
    await page.keyboard.type('pasport');
    await settle(page, () => document.querySelector('[role=option]'));
    const active = await page.getAttribute('#counter-field', 'aria-activedescendant');
    assert.equal(await page.getAttribute(`#${active}`, 'aria-selected'), 'true');
    assert.match(await text(page, active), /passeport/i);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    assert.equal(await page.getAttribute('#counter-field', 'aria-expanded'), 'false');
    await page.keyboard.press('Enter');
    await until(() => journal.kept.size === 3, 'three entries');
    assert.deepEqual(bodies(journal, 'request.recorded')[0].defaults, ['acts', 'support', 'outcome']);
  },

  async '+ keeps the visit, Enter on nothing ends it'(page, { journal }) {
    for (const key of ['4', 'e', '+']) await page.keyboard.press(key);
    await until(() => journal.kept.size === 2, 'opened and recorded');
    assert.match(await text(page, 'counter-title'), /en cours/);
    for (const key of ['2', '+', 'Enter']) await page.keyboard.press(key);
    await until(() => journal.kept.size === 4, 'four entries');
    assert.deepEqual(kinds(journal), ['visit.opened', 'request.recorded', 'request.recorded', 'visit.closed']);
    assert.equal(new Set(bodies(journal, 'request.recorded').map(({ visit }) => visit)).size, 1);
    assert.equal(await text(page, 'counter-visits'), '32');
    assert.equal(await text(page, 'counter-requests'), '46');
  },

  async 'several acts, details by / and by words, all in one request'(page, { journal }) {
    await page.keyboard.type('/arabe');
    await page.keyboard.press('Enter');
    for (const key of ['4', 'i', 'm', 'i', 'e']) await page.keyboard.press(key);
    await page.keyboard.type('/25');
    await page.keyboard.press('Enter');
    await page.keyboard.type('telephone');
    await page.keyboard.press('Enter');
    await page.keyboard.type('gdf');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await until(() => journal.kept.size === 3, 'three entries');
    const request = bodies(journal, 'request.recorded')[0];
    assert.deepEqual(request.acts, ['mediate', 'explain']);
    assert.equal(request.minutes, 25);
    assert.equal(request.operator, 'engie');
    assert.deepEqual(bodies(journal, 'visit.opened')[0], { channel: 'phone', language: 'ar' });
  },

  async 'Ctrl+Z withdraws the request and its visit, and brings it back'(page, { journal }) {
    for (const key of ['4', 'm', 'Enter']) await page.keyboard.press(key);
    await until(() => journal.kept.size === 3, 'three entries');
    await page.keyboard.press('Control+z');
    await until(() => journal.kept.size === 5, 'two withdrawals');
    const [opened, request] = [...journal.kept.values()];
    assert.deepEqual(bodies(journal, 'withdrawn'), [{ target: request.id }, { target: opened.id }]);
    assert.match(await text(page, 'counter-tokens'), /Facture.*Médiation/);
    assert.equal(await text(page, 'counter-visits'), '31');
    await page.keyboard.press('Enter');
    await until(() => journal.kept.size === 8, 'recorded anew');
    assert.notEqual(bodies(journal, 'request.recorded')[1].visit, opened.id);
  },

  async '= repeats, Backspace takes back, Escape clears'(page, { journal }) {
    for (const key of ['4', 'm', 'Enter', '=', 'Enter']) await page.keyboard.press(key);
    await until(() => journal.kept.size === 6, 'two visits');
    const [first, second] = bodies(journal, 'request.recorded');
    assert.deepEqual({ ...second, visit: '' }, { ...first, visit: '' });
    for (const key of ['4', 'm', 'Backspace']) await page.keyboard.press(key);
    assert.doesNotMatch(await text(page, 'counter-tokens'), /Médiation/);
    for (let n = 0; n < 3; n += 1) await page.keyboard.press('Backspace');
    assert.equal(await text(page, 'counter-tokens'), '');
    for (const key of ['5', 'Escape', 'Enter']) await page.keyboard.press(key);
    assert.match(await text(page, 'counter-live'), /Choisissez/);
    assert.equal(journal.kept.size, 6);
  },

  async 'a digit of a French keyboard needs no shift'(page) {
    await page.evaluate(() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: "'", code: 'Digit4', bubbles: true, cancelable: true })));
    assert.match(await text(page, 'counter-tokens'), /Facture/);
  },

  async 'keys mean nothing outside the field'(page, { journal }) {
    await page.focus('#counter-more');
    await page.keyboard.press('4');
    assert.equal(await text(page, 'counter-tokens'), '');
    assert.equal(journal.kept.size, 0);
  },

  async 'everything works by hand'(page, { journal }) {
    await page.click('.favourite:nth-child(2)');
    await page.click('.act:nth-child(4)');
    await page.selectOption('select[aria-label="Âge"]', '25-39');
    await page.selectOption('select[aria-label="Issue"]', 'waiting');
    await page.click('button[aria-controls=counter-note-row]');
    await page.fill('#counter-note', 'mot de passe : soleil');
    assert.ok(await page.isVisible('#counter-note-warning'));
    await page.fill('#counter-note', 'Revient jeudi');
    assert.ok(!(await page.isVisible('#counter-note-warning')));
    await page.click('button[type=submit]');
    await until(() => journal.kept.size === 3, 'three entries');
    assert.equal(bodies(journal, 'visit.opened')[0].age, '25-39');
    const request = [...journal.kept.values()].find(({ kind }) => kind === 'request.recorded');
    assert.equal(request.note, 'Revient jeudi');
    assert.equal(request.body.outcome, 'waiting');
    assert.equal(await page.inputValue('#counter-note'), '');
  },

  async 'facts of the visit said later correct it'(page, { journal }) {
    for (const key of ['4', '+']) await page.keyboard.press(key);
    await page.keyboard.type('/turc');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await until(() => journal.kept.size === 4, 'a correction and the end');
    const opened = [...journal.kept.values()][0];
    assert.deepEqual(bodies(journal, 'corrected'), [{ target: opened.id, replaces: opened.id, facts: { channel: 'site', language: 'tr', defaults: ['channel'] } }]);
  },

  async 'a refused request comes back with its sentence and keeps its name'(page, { journal }) {
    journal.refuse = ({ kind }) => kind === 'request.recorded';
    for (const key of ['4', 'm', 'Enter']) await page.keyboard.press(key);
    await settle(page, () => document.querySelector('.notice-danger'));
    assert.match(await text(page, 'counter-notices'), /ne peut pas être gardée/);
    assert.match(await text(page, 'counter-tokens'), /Facture.*Médiation/);
    const refused = journal.posts[0].find(({ kind }) => kind === 'request.recorded').id;
    journal.refuse = undefined;
    await page.keyboard.press('Enter');
    await until(() => journal.kept.has(refused), 'the same name');
    assert.equal(journal.kept.get(refused).body.acts[0], 'mediate');
  },

  async 'a refused opening brings the whole visit back'(page, { journal }) {
    journal.refuse = ({ kind }) => kind === 'visit.opened';
    for (const key of ['4', 'm', 'Enter']) await page.keyboard.press(key);
    await settle(page, () => document.querySelector('.notice-danger'));
    journal.refuse = undefined;
    await page.keyboard.press('Enter');
    await until(() => journal.kept.size === 3, 'three entries');
    assert.deepEqual(kinds(journal), ['visit.opened', 'request.recorded', 'visit.closed']);
  },

  async 'what is being typed is never replaced by what comes back'(page, { journal }) {
    journal.refuse = ({ kind }) => kind === 'request.recorded';
    for (const key of ['4', 'm', 'Enter', '2']) await page.keyboard.press(key);
    await settle(page, () => document.querySelector('.notice-danger button'));
    assert.match(await text(page, 'counter-tokens'), /Déclaration/);
    await page.click('.notice-danger button');
    assert.match(await text(page, 'counter-tokens'), /Facture/);
    assert.match(await text(page, 'counter-notices'), /Déclaration.*mise de côté/);
  },

  async 'nothing is lost without a network, and it is said'(page, { journal }) {
    journal.mood = 'away';
    for (const key of ['4', 'm', 'Enter', '2', 'Enter']) await page.keyboard.press(key);
    await settle(page, () => /6 saisies/.test(document.getElementById('counter-state-text').textContent));
    assert.equal(await page.locator('.is-waiting').count(), 2);
    journal.mood = 'well';
    await until(() => journal.kept.size === 6, 'all six entries');
    await settle(page, () => document.getElementById('counter-state').hidden);
    assert.equal(await page.locator('.is-waiting').count(), 0);
  },

  async 'a lost reply records nothing twice'(page, { journal }) {
    journal.mood = 'lost-reply';
    for (const key of ['4', 'm', 'Enter']) await page.keyboard.press(key);
    await until(() => journal.posts.length > 0, 'a first post');
    const before = journal.posts.length;
    journal.mood = 'well';
    await until(() => journal.posts.length > before, 'another post');
    assert.equal(journal.kept.size, 3);
    await settle(page, () => document.querySelectorAll('.is-waiting').length === 0);
  },

  async 'an ended session keeps the entries and says what to do'(page, { journal }) {
    journal.mood = 'signed-out';
    for (const key of ['4', 'm', 'Enter']) await page.keyboard.press(key);
    await settle(page, () => !document.getElementById('counter-sign-in').hidden);
    journal.mood = 'well';
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await until(() => journal.kept.size === 3, 'three entries');
  },

  async 'the sheet follows the theme and ? shows the keys'(page) {
    assert.ok(await page.isVisible('#counter-keys'));
    await page.keyboard.press('4');
    await settle(page, () => document.querySelector('#counter-sheet h2'));
    assert.match(await page.getAttribute('#counter-sheet-print', 'href'), /^\/sheets\/electricite\.facture\?place=12$/);
    await page.keyboard.press('?');
    assert.ok(await page.isVisible('#counter-keys'));
    await page.keyboard.press('?');
    assert.ok(await page.isVisible('#counter-sheet'));
  },
};

export async function drive({ browser, server, only }) {
  let failures = 0;
  for (const [name, scenario] of Object.entries(scenarios)) {
    if (only && !name.includes(only)) continue;
    Object.assign(server.journal, { kept: new Map(), posts: [], mood: 'well', refuse: undefined });
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'fr-FR' });
    const page = await context.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(error.message));
    try {
      await page.goto(`${server.address}/counter`);
      await page.waitForSelector('.act');
      await scenario(page, server);
      assert.deepEqual(errors, []);
      console.log(`ok    ${name}`);
    } catch (error) {
      failures += 1;
      console.log(`FAIL  ${name}\n      ${[error.message, ...errors].join('\n      ')}`);
    }
    await context.close();
  }
  return failures;
}
