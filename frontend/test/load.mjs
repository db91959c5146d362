// What several measures need: a module of src/ loaded from its TypeScript, and the shipped catalogue in the form the server gives.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { parse } from 'smol-toml';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
export const dataFolder = join(root, '../slices/catalogue/data');

export async function load(path) {
  const { outputFiles } = await build({ entryPoints: [join(root, path)], bundle: true, write: false, format: 'esm', platform: 'node', target: 'node20' });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);
}

/** A dated name holds when the day lies between its bounds, both included. */
const current = (names) => names.findLast(({ from = '', to = '9' }) => from <= today && today <= to) ?? names.at(-1);
const today = new Date().toISOString().slice(0, 10);

export function catalogue() {
  const data = parse(readFileSync(join(dataFolder, 'catalogue.toml'), 'utf8'));
  return {
    version: data.version,
    families: data.family,
    themes: data.theme.map((theme) => ({ synonyms: [], operators: [], ...theme, recent: theme.weight ?? 0 })),
    operators: data.operator.map(({ names, ...rest }) => ({ synonyms: [], ...rest, label: current(names).name })),
    acts: data.act, supports: data.support, outcomes: data.outcome, channels: data.channel,
    ages: data.age, origins: data.origin, languages: data.language, favourites: data.favourite,
  };
}
