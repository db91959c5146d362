import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path: string) => readFileSync(path, 'utf8');
const keysOf = (language: string) => [...read(`../locales/${language}/counter.ftl`).matchAll(/^counter-([\w-]+) =/gm)].map(([, key]) => key!);
const script = ['src/counter', 'src/queue'].flatMap((part) => readdirSync(part).map((name) => read(`${part}/${name}`))).join('\n');
const page = read('../slices/reception/src/pages/counter.rs');
const [list] = /const TEXTS[\s\S]*?\];/.exec(page)!;
const markup = page.replace(list, '');
const given = [...list.matchAll(/"counter-([\w-]+)"/g)].map(([, key]) => key!);
/** Keys that are put together: `field-${…}`, `first-yes`, and the plural forms. */
const composed = /^(?:field|first|with)-|-(?:one|other)$/;

test('every sentence of the counter is used, in both languages', () => {
  assert.deepEqual(keysOf('en').sort(), keysOf('fr').sort());
  const unused = keysOf('fr').filter((key) => !composed.test(key) && !script.includes(`'${key}'`) && !markup.includes(`counter-${key}"`));
  assert.deepEqual(unused, []);
});

test('the page gives the script every sentence it says', () => {
  const keys = new Set(given);
  const said = [...script.matchAll(/\bsay\('([\w-]+)'/g)].map(([, key]) => key!);
  assert.deepEqual(said.filter((key) => !keys.has(key)), []);
  const counted = [...script.matchAll(/\bcount\('([\w-]+)'/g)].map(([, key]) => key!);
  assert.deepEqual(counted.filter((key) => !keys.has(`${key}-one`) || !keys.has(`${key}-other`)), []);
});

test('the page gives the script nothing that it does not say', () => {
  assert.deepEqual(given.filter((key) => !composed.test(key) && !script.includes(`'${key}'`)), []);
});
