import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path: string) => readFileSync(path, 'utf8');
const keysOf = (language: string) => [...read(`../locales/${language}/counter.ftl`).matchAll(/^counter-([\w-]+) =/gm)].map(([, key]) => key!);
const script = ['src/counter', 'src/queue'].flatMap((part) => readdirSync(part).map((name) => read(`${part}/${name}`))).join('\n');
const parts = '../slices/reception/src/pages/counter';
const markup = [`${parts}.rs`, ...readdirSync(parts).filter((name) => name !== 'words.rs').map((name) => `${parts}/${name}`)].map(read).join('\n');
const words = read(`${parts}/words.rs`);
const listed = (list: string) => [...new RegExp(`const ${list}: [^=]+= \\[([^\\]]+)\\]`).exec(words)![1]!.matchAll(/"counter-([\w-]+)"/g)].map(([, key]) => key!);
const given = [...listed('FIRST'), ...listed('LATE')];
/** Keys that are put together: `field-${…}`, `first-yes`, `queue-is-${…}`, and the plural forms. */
const composed = /^(?:field|first|with|queue-is)-|-(?:one|other)$/;

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

test('what comes after the first view is said by nothing before it', () => {
  const late = new Set(listed('LATE'));
  assert.deepEqual(listed('FIRST').filter((key) => late.has(key)), []);
  const early = readdirSync('src/counter').map((name) => read(`src/counter/${name}`)).join('\n');
  assert.deepEqual([...late].filter((key) => early.includes(`'${key}'`)), []);
});

test('the page gives the script nothing that it does not say', () => {
  assert.deepEqual(given.filter((key) => !composed.test(key) && !script.includes(`'${key}'`)), []);
});
