// Builds everything the browser is given into dist/, under names that carry a hash of their content.
//
//   src/<part>/main.ts   → <part>.js      one minified module for each part that needs a script; what it imports late is a file of its own
//   styles/<sheet>.css   → <sheet>.css    with the files it imports
//   icons.txt            → icons.json     the drawing of each icon listed; a page carries those it uses
//   the fonts            → the letters and weights that pages use: four fifths of the Latin one, a tenth of the Arabic one
//   src/worker/main.ts   → worker.js      the service worker, served as /sw.js
//   mark.svg             → the sign shown in the browser's tab: two hands, white on the primary colour; mark-maskable.svg, the same without
//                          its own corners, for systems that cut icons to their own shape
//
// What compresses stands there twice more, packed once and for all with the most patience (.br, .gz). dist/manifest.json maps each logical
// name to the hashed one. The caller runs `npm ci` first; nothing here reaches the network.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import subsetFont from 'subset-font';
import svgpath from 'svgpath';

const root = dirname(fileURLToPath(import.meta.url));
const packages = join(root, 'node_modules');
const dist = join(root, 'dist');

/** The oldest browsers still met on the counters' computers. */
const target = ['chrome109', 'firefox115', 'safari15.6'];

function entryPoints() {
  const scripts = readdirSync(join(root, 'src'))
    .filter((part) => part !== 'worker' && existsSync(join(root, 'src', part, 'main.ts')))
    .map((part) => ({ in: `src/${part}/main.ts`, out: part }));
  const sheets = readdirSync(join(root, 'styles'))
    .filter((name) => name.endsWith('.css'))
    .map((name) => ({ in: `styles/${name}`, out: basename(name, '.css') }));
  return [...scripts, ...sheets];
}

/** Letters, vowel marks and punctuation of Arabic itself: the font also holds those of every other language of its script. */
const ARABIC = `،؛؟${letters(0x0621, 0x063a)}${letters(0x0641, 0x0652)}`;
/** What unicode-range of the style sheet names. */
const LATIN = `${letters(0x20, 0xff)}ıŒœʻʼˆ˚˜${letters(0x2000, 0x206f)}€™↑↓−∕`;

function letters(first, last) {
  return String.fromCharCode(...Array.from({ length: last - first + 1 }, (_, at) => first + at));
}

/** Of a font, the letters and weights that pages show, and what shapes them: tables of figures, marks, pairs. */
const cut = (filter, text, wght, keepFeatures) => ({
  name: 'letters',
  setup(building) {
    building.onLoad({ filter }, async ({ path }) => ({
      contents: await subsetFont(readFileSync(path), text, { targetFormat: 'woff2', variationAxes: { wght }, keepFeatures }),
      loader: 'file',
    }));
  },
});
const fonts = [
  cut(/noto-sans-arabic-[\w-]+\.woff2$/, ARABIC, { min: 400, max: 700 }),
  cut(/source-sans-3-latin-[\w-]+\.woff2$/, LATIN, { min: 400, max: 750 }, ['calt', 'ccmp', 'kern', 'liga', 'locl', 'mark', 'mkmk', 'rlig', 'rvrn', 'tnum']),
];

const common = {
  absWorkingDir: root, outdir: dist, write: false, entryNames: '[name]-[hash]', bundle: true, minify: true, legalComments: 'none', charset: 'utf8', target,
  logLevel: 'warning',
};

/** The parts of the counter share what they have in common; the others are by themselves, so that they do not cut it in smaller pieces. */
const SHARED = new Set(['counter', 'late']);

async function bundle() {
  const points = entryPoints();
  const counter = points.filter(({ out }) => SHARED.has(out));
  return [...await bundled(counter), ...await bundled(points.filter((point) => !counter.includes(point)))];
}

async function bundled(entryPoints) {
  const { outputFiles } = await build({
    ...common,
    entryPoints,
    assetNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    splitting: true,
    format: 'esm',
    loader: { '.woff2': 'file' },
    plugins: fonts,
  });
  return outputFiles.map(({ path, contents }) => part(basename(path), contents));
}

/** What the counter needs to open without a network. */
const OF_THE_COUNTER = /^(base|counter)-.*\.css$|^(counter|late|chunk)-.*\.js$|^source-sans-3-latin-wght-.*\.woff2$|^mark-/;

/** The worker knows by name what it keeps, so it is made last, and another program has another worker. */
async function worker(names) {
  const parts = names.filter((name) => OF_THE_COUNTER.test(name)).map((name) => `/assets/${name}`);
  const { outputFiles: [made] } = await build({
    ...common, entryPoints: [{ in: 'src/worker/main.ts', out: 'worker' }], format: 'iife', define: { PARTS: JSON.stringify(parts) },
  });
  return part(basename(made.path), made.contents);
}

/** Phosphor keeps the weight in the file name: `bank.svg` (regular), `bank-fill.svg`, `bank-duotone.svg`. */
function drawing(name) {
  const weight = /-(fill|duotone|bold|light|thin)$/.exec(name)?.[1] ?? 'regular';
  const path = join(packages, '@phosphor-icons/core/assets', weight, `${name}.svg`);
  if (!existsSync(path)) throw new Error(`icons.txt: no icon is called “${name}”`);
  const whole = readFileSync(path, 'utf8').replace(/^<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '');
  // Drawn at 40 pixels at most, a grid of 256 needs no fractions: they only weigh. Steps from point to point carry no error along.
  return whole.replace(/ d="([^"]+)"/g, (_, path) => ` d="${svgpath(path).rel().round(0)}"`);
}

function icons() {
  const names = readFileSync(join(root, 'icons.txt'), 'utf8').split('\n').map((line) => line.trim())
    .filter((line) => line && !line.startsWith('#'));
  const unique = [...new Set(names)].sort();
  return hashed('icons.json', JSON.stringify(Object.fromEntries(unique.map((name) => [name, drawing(name)]))));
}

function marks() {
  const hands = `<g fill="#fff" transform="translate(45 45) scale(.65)">${drawing('handshake-fill')}</g>`;
  const sign = (corner) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><rect width="256" height="256" rx="${corner}" fill="#0c5a66"/>${hands}</svg>`;
  return [hashed('mark.svg', sign(72)), hashed('mark-maskable.svg', sign(0))];
}

/** The licences of what is embedded travel with it. */
function licences() {
  const texts = ['@fontsource-variable/source-sans-3', '@fontsource-variable/noto-sans-arabic', '@phosphor-icons/core']
    .map((name) => `${name}\n\n${readFileSync(join(packages, name, 'LICENSE'), 'utf8').trim()}\n`);
  return hashed('licences.txt', texts.join('\n\n'));
}

/** A part under its hashed name. */
function hashed(name, text) {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8).toUpperCase();
  return part(`${basename(name, extname(name))}-${hash}${extname(name)}`, text);
}

/** A name says its content: a part that is there is never written again. */
function part(name, contents) {
  write(name, () => contents);
  // A font is compressed already; the icons never leave the program by themselves.
  if (/\.(css|js|svg)$/.test(name)) {
    write(`${name}.br`, () => brotliCompressSync(contents));
    write(`${name}.gz`, () => gzipSync(contents, { level: 9 }));
  }
  return name;
}

function write(name, contents) {
  written.add(name);
  const path = join(dist, name);
  if (!existsSync(path)) writeWhole(path, contents());
}

/** Whoever reads meanwhile (another build, a server under test) finds the old file or the new one, never half of it. */
function writeWhole(path, contents) {
  const making = `${path}.${process.pid}`;
  writeFileSync(making, contents);
  renameSync(making, path);
}

const written = new Set(['manifest.json']);
mkdirSync(dist, { recursive: true });
const made = [...await bundle(), icons(), ...marks(), licences()];
const names = [...made, await worker(made)].sort();
const plain = (name) => name.replace(/-[0-9A-Z]{8}(?=\.\w+$)/, '');
const manifest = `${JSON.stringify(Object.fromEntries(names.map((name) => [plain(name), name])), null, 2)}\n`;
const present = join(dist, 'manifest.json');
if (!existsSync(present) || readFileSync(present, 'utf8') !== manifest) writeWhole(present, manifest);
for (const name of readdirSync(dist)) {
  if (!written.has(name)) rmSync(join(dist, name), { recursive: true, force: true });
}
