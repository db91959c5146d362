/** Whether words hold what must never be kept: a password, a social security number, a bank account or card, an e-mail, a telephone number. */
export function looksPrivate(words: string): boolean {
  const digits = words.replace(/[\s.\-_/]/g, '');
  return /mot\s*de\s*passe|password|\bmdp\b|code\s+(?:secret|confidentiel|pin)/i.test(words)
    || /(?<!\d)[12]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[ab])\d{6}(?:\d{2})?(?!\d)/i.test(digits)
    || /[a-z]{2}\d{2}(?:[a-z]?\d){10,}/i.test(digits)
    || /(?<!\d)\d{16}(?!\d)/.test(digits)
    || /(?<!\d)(?:\+33|0033|0)[1-9]\d{8}(?!\d)/.test(digits)
    || /[\w.+-]+@[\w-]+\.\w{2,}/.test(words);
}
