/** Every sentence the counter shows comes from the page's data, already in the agent's language. */
export class Texts {
  readonly #plurals: Intl.PluralRules;

  constructor(private readonly sentences: Readonly<Record<string, string>>, private readonly language: string) {
    this.#plurals = new Intl.PluralRules(language);
  }

  /** With more sentences. */
  with(more: Readonly<Record<string, string>>): Texts {
    return new Texts({ ...this.sentences, ...more }, this.language);
  }

  /** A sentence with `{name}` replaced by what is given. A missing one shows its key rather than nothing. */
  say(key: string, values: Record<string, string | number> = {}): string {
    return (this.sentences[key] ?? key).replace(/\{\s*(\w+)\s*\}/g, (whole, name: string) => String(values[name] ?? whole));
  }

  /** The form of a sentence that fits a number: `key-one` or `key-other`. */
  count(key: string, count: number, values: Record<string, string | number> = {}): string {
    return this.say(`${key}-${this.#plurals.select(count) === 'one' ? 'one' : 'other'}`, { ...values, count });
  }
}
