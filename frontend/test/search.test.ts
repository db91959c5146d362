import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fold, sound, stem, words } from '../src/search/fold.ts';
import { Index } from '../src/search/index.ts';
import { distance } from '../src/search/near.ts';
import { marks, themeSearch } from '../src/search/themes.ts';

test('folding drops accents, ligatures, capitals and punctuation', () => {
  assert.equal(fold('  Œuvre d’ÉTÉ, n° 12 !'), 'oeuvre d ete n 12');
  assert.deepEqual(words('« aide-mémoire »'), ['aide', 'memoire']);
  assert.deepEqual(words('…'), []);
});

test('words of one family have one stem', () => {
  for (const [one, other] of [['resilier', 'resiliation'], ['factures', 'facture'], ['declarer', 'declaration'], ['inscrire', 'inscrits']] as const) {
    assert.equal(stem(one).slice(0, 5), stem(other).slice(0, 5));
  }
  assert.equal(stem('caf'), 'caf');
});

test('words heard alike sound alike', () => {
  for (const [one, other] of [['chomage', 'chaumage'], ['electricite', 'elektricitee'], ['facture', 'fakture'], ['impot', 'inpots'], ['photo', 'foto'], ['logement', 'logemant']] as const) {
    assert.equal(sound(one), sound(other), `${one} / ${other}`);
  }
});

test('the distance counts swaps once and gives up early', () => {
  assert.deepEqual(distance('passeprot', 'passeport', 2), { whole: 1, beginning: 1 });
  assert.equal(distance('pass', 'passeport', 1).beginning, 0);
  assert.equal(distance('vitale', 'facture', 2).whole, 3);
  assert.equal(distance('a'.repeat(80), 'b'.repeat(80), 2).whole, 3);
});

const entry = (recent: number, ...texts: string[]) => ({ recent, phrases: texts.map((text, at) => ({ text, weight: at === 0 ? 1 : 0.97 })) });
const index = new Index([
  entry(50, 'Passeport', 'refaire son passeport'),
  entry(90, 'Aide au logement', 'allocation logement', 'aide personnalisée au logement'),
  entry(10, 'Demande de logement social', 'hlm'),
  entry(5, 'Compte, e-mail', 'email', 'mot de passe'),
  entry(40, 'Carte Vitale', 'sécu', 'assurance maladie'),
  entry(80, 'Facture d’électricité', 'courant'),
]);
const first = (query: string) => index.search(query)[0]?.entry;

for (const [query, expected] of [
  ['passeport', 0], ['passseport', 0], ['pasport', 0], ['PASSEPORTS', 0], ['paseprot', 0], ['passep', 0],
  ['alocation logemnt', 1], ['logement allocation', 1], ['apl', 1], ['apal', 1], ['hlm', 2], ['e mail', 3], ['motdepasse', 3],
  ['secu', 4], ['vitale carte', 4], ['maladie', 4], ['électricité', 5], ['lelectricite', 5], ['elektricite', 5], ['je voudrais une facture', 5],
] as const) {
  test(`« ${query} » finds entry ${expected} first`, () => assert.equal(first(query), expected));
}

test('nothing typed finds nothing, and neither does noise', () => {
  assert.deepEqual(index.search('   '), []);
  assert.deepEqual(index.search('zzzzqqq'), []);
});

test('usage decides between entries that fit alike, and only then', () => {
  const alike = new Index([entry(1, 'Carte grise'), entry(100, 'Carte bancaire'), entry(1000, 'Permis')]);
  assert.deepEqual(alike.search('carte').map(({ entry }) => entry), [1, 0]);
  assert.equal(alike.search('carte grise')[0]?.entry, 0);
});

test('the limit holds', () => assert.equal(index.search('l', 1).length, 1));

const searched = {
  families: [{ code: 'energie', label: 'Électricité et gaz', short: 'Énergie' }],
  operators: [
    { code: 'edf', label: 'EDF', short: 'EDF', synonyms: ['tarif bleu'] },
    { code: 'engie', label: 'Engie', short: 'Engie', synonyms: ['gdf'] },
  ],
  themes: [
    { code: 'energie.facture', family: 'energie', label: 'Facture à comprendre', synonyms: ['lire ma facture'], operators: ['edf', 'engie'], recent: 9 },
    { code: 'energie.coupure', family: 'energie', label: 'Coupure', synonyms: [], operators: ['edf', 'engie'], recent: 3 },
  ],
};

test('an operator that was typed comes with the theme', () => {
  const find = themeSearch(searched);
  assert.deepEqual(find('facture gdf')[0], { ...find('facture gdf')[0], theme: 'energie.facture', operator: 'engie' });
  assert.equal(find('tarif bleu facture')[0]?.operator, 'edf');
  assert.equal(find('facture')[0]?.operator, undefined);
  assert.equal(find('facture angy')[0]?.operator, undefined);
  assert.equal(find('coupure edf')[0]?.theme, 'energie.coupure');
});

test('marks show what was typed in the label', () => {
  assert.deepEqual(marks('Facture à comprendre', 'compr fact'), [[0, 4], [10, 15]]);
  assert.deepEqual(marks('Électricité', 'electr'), [[0, 6]]);
});
