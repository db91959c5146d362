// What two spellings of a word have in common. A word is folded (no accents, no capitals); a folded word has a stem (its French ending
// cut off) and a sound (how it is heard), so that « résilier » meets « résiliation » and « chaumage » meets « chômage ».

/** Lower case, without accents or ligatures; everything that is neither letter nor digit becomes a space. */
export function fold(text: string): string {
  return text.toLowerCase().replace(/œ/g, 'oe').replace(/æ/g, 'ae').replace(/ß/g, 'ss')
    .normalize('NFD').replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

export function words(text: string): string[] {
  const folded = fold(text);
  return folded === '' ? [] : folded.split(' ');
}

/** Words that carry no subject: articles, pronouns, the verbs of wanting and having. They count only when nothing else was typed. */
const EMPTY = new Set((
  'a ai ait alors as au aussi aux avec avez avoir avons c ca car ce cela ces cest cet cette chez ci comme comment d dans de depuis des du ' +
  'elle elles en encore entre es est et etait etre eux fait faire faut il ils j jai je jen l la le les leur leurs lui m ma mais me meme mes mon ' +
  'n ne non nos notre nous on ont ou par parce pas peut peux plus pour pourquoi puis qu quand que quel quelle quels quelles qui quoi s sa sans ' +
  'se sera ses si soit son sont suis sur t ta te tes ton toujours tous tout toute toutes tres tu un une va vais vers veut veux vos votre vous y ' +
  'besoin voudrais souhaite aimerais voir svp merci bonjour madame monsieur'
).split(' '));

export function carriesNothing(word: string): boolean {
  return EMPTY.has(word);
}

/** Longest first: the first that fits is cut, as long as four letters remain. */
const ENDINGS = [
  'ationnelles', 'ationnelle', 'ationnels', 'ationnel', 'issements', 'issement', 'isations', 'isation', 'isateur', 'ications', 'ication',
  'ations', 'ation', 'ateurs', 'ateur', 'atrice', 'itions', 'ition', 'ements', 'ement', 'ments', 'ment', 'ances', 'ance', 'ences', 'ence',
  'aires', 'aire', 'iques', 'ique', 'ables', 'able', 'euses', 'euse', 'eurs', 'eur', 'ions', 'ion', 'ives', 'ive', 'ifs', 'if', 'ites', 'ite',
  'elles', 'elle', 'iers', 'iere', 'ier', 'ees', 'ants', 'ant', 'ents', 'ent', 'ait', 'ais', 'aux', 'als', 'al', 'els', 'el', 'ages', 'age',
  'es', 'er', 'ez', 'ee', 'ir', 'is', 'it', 're', 'e', 's', 'x', 'i', 'u',
];

export function stem(word: string): string {
  for (const ending of ENDINGS) {
    if (word.length - ending.length >= 4 && word.endsWith(ending)) return word.slice(0, -ending.length);
  }
  return word;
}

/** French spelling reduced to what is heard; the order of the rules matters. Digits stay as they are. */
const HEARD: [RegExp, string][] = [
  [/ph/g, 'f'], [/sch|sh|ch/g, 'C'], [/h/g, ''], [/qu|q/g, 'k'], [/gu(?=[eiy])/g, 'g'], [/ge(?=[aou])/g, 'j'], [/g(?=[eiy])/g, 'j'],
  [/x(?=c[eiy])/g, 'k'], [/c(?=[eiy])/g, 's'], [/c/g, 'k'], [/y/g, 'i'], [/w/g, 'v'], [/z/g, 's'],
  [/eau|au/g, 'o'], [/oeu|eu|oe/g, 'E'], [/ou/g, 'U'], [/oi/g, 'W'],
  [/(?:ain|ein|aim|in|im|un|um)(?![aeiouEUW])/g, 'I'], [/(?:an|am|en|em)(?![aeiouEUWnm])/g, 'A'], [/(?:on|om)(?![aeiouEUW])/g, 'O'],
  [/ai|ei|er$|ez$|et$|es$|ee$/g, 'e'], [/ti(?=O)/g, 'si'], [/([a-zA-Z])\1+/g, '$1'], [/[tdpsxe]+$/g, ''],
];

export function sound(word: string): string {
  const heard = HEARD.reduce((text, [from, to]) => text.replace(from, to), word);
  return heard.length >= 2 ? heard : word;
}
