import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const listed = new Set(readFileSync('icons.txt', 'utf8').split('\n').map((line) => line.trim()).filter((line) => line && !line.startsWith('#')));

function files(folder: string, ending: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'target' ? [] : files(path, ending);
    return entry.name.endsWith(ending) ? [path] : [];
  });
}

function drawnIn(paths: string[]): string[] {
  return paths.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/\bicon(?:\(|: )["']([a-z][a-z-]+)["']/g)].map(([, name]) => `${name} (${path})`));
}

test('every icon that a page or a script draws is listed', () => {
  const drawn = drawnIn([...['../crates', '../slices', '../app'].flatMap((folder) => files(folder, '.rs')), ...files('src', '.ts')]);
  assert.ok(drawn.length > 10);
  assert.deepEqual(drawn.filter((name) => !listed.has(name.split(' ')[0]!)), []);
});

test('the counter’s page carries the icons that its script draws', () => {
  const [, list] = /const ICONS: [^=]+= \[([^\]]+)\]/.exec(readFileSync('../slices/reception/src/pages/counter/words.rs', 'utf8'))!;
  const carried = [...list!.matchAll(/"([a-z-]+)"/g)].map(([, name]) => name);
  const drawn = new Set(drawnIn(files('src', '.ts')).map((name) => name.split(' ')[0]));
  assert.deepEqual(carried, [...drawn].sort());
});

test('every family and favourite of the catalogue has its icon in two tones', () => {
  const named = readFileSync('../slices/catalogue/data/catalogue.toml', 'utf8').matchAll(/^icon = "([a-z-]+)"$/gm);
  assert.deepEqual([...named].map(([, name]) => `${name}-duotone`).filter((name) => !listed.has(name)), []);
});
