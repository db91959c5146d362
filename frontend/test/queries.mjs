// How often an expected theme is among the first three, over what people type: `node test/queries.mjs [-v]`.
// informed.tsv was written knowing the catalogue, blind.tsv without having seen it; each line is a query, a tab, the themes that would do.
// Fails under 95 % of all queries or under 90 % of the blind ones. -v lists what was missed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, dataFolder, load } from './load.mjs';

const { themeSearch } = await load('src/search/themes.ts');
const shipped = catalogue();
const find = themeSearch(shipped);
const known = new Set(shipped.themes.map(({ code }) => code));

function measure(name) {
  const path = join(dataFolder, 'queries', name);
  if (!existsSync(path)) return { asked: 0, first: 0, three: 0, missed: [] };
  const lines = readFileSync(path, 'utf8').split('\n').filter((line) => line.includes('\t') && !line.startsWith('#'));
  const result = { asked: 0, first: 0, three: 0, missed: [] };
  for (const line of lines) {
    const [query, expected] = line.split('\t');
    const themes = expected.trim().split('|').filter((theme) => known.has(theme));
    if (themes.length === 0) continue;
    const found = find(query, 3).map(({ theme }) => theme);
    result.asked += 1;
    if (themes.includes(found[0])) result.first += 1;
    if (found.some((theme) => themes.includes(theme))) result.three += 1;
    else result.missed.push(`${query}  → ${found.join(', ') || 'nothing'}  (expected ${themes.join(', ')})`);
  }
  return result;
}

const share = (part, whole) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);
const informed = measure('informed.tsv');
const blind = measure('blind.tsv');
const all = { asked: informed.asked + blind.asked, first: informed.first + blind.first, three: informed.three + blind.three };
for (const [name, { asked, first, three }] of Object.entries({ informed, blind, all })) {
  console.log(`${name.padEnd(9)} n = ${String(asked).padStart(4)}   first: ${share(first, asked)}   first three: ${share(three, asked)}`);
}
if (process.argv.includes('-v')) console.log([...informed.missed, ...blind.missed].join('\n'));
const reached = (result, least) => result.asked > 0 && result.three >= least * result.asked;
process.exitCode = reached(all, 0.95) && reached(blind, 0.9) ? 0 : 1;
