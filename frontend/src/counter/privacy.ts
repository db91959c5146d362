/** What a number may not touch on its left: written without looking behind, which Safari 15 cannot do. */
const ALONE = '(?:^|\\D)';
const SOCIAL_SECURITY = new RegExp(`${ALONE}[12]\\d{2}(?:0[1-9]|1[0-2]|[2-9]\\d)(?:\\d{2}|2[ab])\\d{6}(?:\\d{2})?(?!\\d)`, 'i');
const BANK_CARD = new RegExp(`${ALONE}\\d{16}(?!\\d)`);
const TELEPHONE = new RegExp(`${ALONE}(?:\\+33|0033|0)[1-9]\\d{8}(?!\\d)`);
const BANK_ACCOUNT = /[a-z]{2}\d{2}(?:[a-z]?\d){10,}/i;
const PASSWORD = /mot\s*de\s*passe|password|\bmdp\b|code\s+(?:secret|confidentiel|pin)/i;
const E_MAIL = /[\w.+-]+@[\w-]+\.\w{2,}/;

/** Letters that change how a text is read and are not seen: copied words bring them along. */
const HIDDEN = /[\p{Cc}\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/gu;

/** Words as they are seen. */
export function seen(words: string): string {
  return words.replace(HIDDEN, ' ').trim();
}

/** Digits that a line read far from the counter may hold: more are somebody's number. */
const MOST_DIGITS = 5;

/** Whether words that the Union will read seem to be about somebody. */
export function looksPersonal(words: string): boolean {
  return looksPrivate(words) || words.includes('@') || words.replace(/[^\p{N}]/gu, '').length > MOST_DIGITS;
}

/** Whether words seem to hold what must never be kept: a password, an account, a card, a telephone or a social security number. */
export function looksPrivate(words: string): boolean {
  const packed = words.replace(/[\s.\-_/]/g, '');
  return PASSWORD.test(words) || E_MAIL.test(words)
    || [SOCIAL_SECURITY, BANK_CARD, TELEPHONE, BANK_ACCOUNT].some((number) => number.test(packed));
}
