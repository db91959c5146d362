// Puts the parts of the counter together. What happens is decided in desk.ts; here keys, buttons and answers reach it, and the page follows.

import type { Answer } from '../outbox/journal.ts';
import type { Listener, Outlook } from '../outbox/outlook.ts';
import { Choices } from './choices.ts';
import type { Favourite, Names, PageData } from './data.ts';
import { Desk, type Aside, type Saved } from './desk.ts';
import { byId, element } from './dom.ts';
import { actsOf, isEmpty, operatorOf, touchedActs, value, type Draft, type Field } from './draft.ts';
import type { Entry, Maker } from './entries.ts';
import { favouriteButtons } from './favourites.ts';
import { CommandField } from './field.ts';
import { Guide } from './guide.ts';
import { asideNotice, keptNotice, refusalNotice, showOutlook } from './notices.ts';
import { Options, type Option } from './options.ts';
import { looksPersonal, looksPrivate, seen } from './privacy.ts';
import type { Sending } from './sending.ts';
import type { Follower, Hands, Queue } from '../queue/queue.ts';
import type { Texts } from './texts.ts';
import { Today } from './today.ts';

/** What a line that says what is missing begins with. */
const NEED = '!';
/** Its letters. */
const LONGEST_NEED = 200;

export class Counter {
  readonly #sending: Sending;
  readonly #desk: Desk;
  readonly #today: Today;
  readonly #guide: Guide;
  readonly #options: Options;
  readonly #field: CommandField;
  readonly #choices: Choices;
  readonly #favourites: HTMLButtonElement[];
  #told: { saved: Saved; text: string } | undefined;
  /** A need that was the last thing noted: it is what « Annuler » takes back. */
  #noted: Entry | undefined;
  /** What was said last, until something else is done. */
  #hint = '';
  #refusal = '';
  #outlook: Outlook | undefined;
  #follower: Follower | undefined;
  readonly #touchOnly = matchMedia('(hover: none)').matches;

  constructor(
    private readonly page: PageData, private readonly names: Names, private readonly texts: Texts, private readonly maker: Maker,
    sending: (listener: Listener) => Sending,
  ) {
    this.#sending = sending({
      answered: (entry, answer, mine) => this.#answered(entry, answer, mine),
      changed: (outlook) => this.#changed(outlook),
    });
    const { put } = this.hands;
    this.#desk = new Desk(maker, { put, recall: (...said) => this.#sending.recall(...said), drop: (id) => this.#sending.drop(id) });
    if (page.round) this.#desk.here = { channel: 'round' };
    this.#today = new Today(page, names, texts, maker.clock.true());
    this.#guide = new Guide(texts, page.place.id);
    this.#options = new Options(names, texts);
    this.#favourites = favouriteButtons(page.favourites, (position) => { this.#favourite(position); this.#field.focus(); });
    this.#field = new CommandField({
      offer: (text) => this.#offer(text),
      wait: () => this.#options.begin(),
      marks: (label, typed) => this.#options.marks(label, typed),
      pick: (option) => this.#pick(option),
      press: (key) => this.#press(key),
      undo: () => this.#undo(),
      rest: (option) => this.#guide.theme(option && 'theme' in option ? option.theme : this.#desk.theme, option !== undefined),
    }, (position) => this.#favouriteOption(position), texts.say('nothing-found'));
    this.#choices = new Choices(names.catalogue, texts, (field, text) => this.#touch(field, text), () => this.#field.focus(), () => this.#field.begin(`${NEED} `));
    this.#buttons();
    this.#watch();
    this.#show();
    this.#field.input.disabled = false;
    this.#field.focus();
  }

  /** What the queue may do at this desk. */
  get hands(): Hands {
    return {
      put: (entries, work) => { this.#sending.put(entries, work); this.#follower?.made(entries); },
      drop: (id) => this.#sending.drop(id),
      follow: (follower) => { this.#follower = follower; this.#tellFound(); },
      here: () => this.#desk.here,
      stand: (here, done) => {
        this.#desk.here = here;
        if (done) this.#field.focus();
        this.#show();
      },
      receive: (ticket) => {
        const received = this.#desk.receive(ticket);
        if (received) {
          this.#told = undefined;
          this.#field.focus();
          this.#show();
          // On a telephone the queue is far below.
          byId('counter-title').scrollIntoView({ block: 'nearest' });
        }
        return received;
      },
      release: (visit) => { this.#desk.release(visit); this.#show(); },
      say: (text) => { this.#told = undefined; this.#say(text); },
      looksPrivate,
      language: (code) => this.names.catalogue.languages.find((one) => one.code === code)?.label ?? code,
      back: () => this.#field.focus(),
    };
  }

  /** Fetches what the first view does without. */
  complete(): void {
    void this.#options.begin();
  }

  /** Its keys, and the way to it, which comes after the first view or with the first of these keys. */
  listen(queue: () => Promise<Queue>): void {
    addEventListener('keydown', (event) => {
      if (!/^F[2489]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      void queue().then((one) => one.press(event.key));
    });
  }

  #buttons(): void {
    byId<HTMLFormElement>('counter-form').addEventListener('submit', (event) => { event.preventDefault(); this.#save(true); });
    byId('counter-more').addEventListener('click', () => this.#save(false));
    byId('counter-repeat').addEventListener('click', () => this.#repeat());
    byId('counter-undo').addEventListener('click', () => this.#undo());
    byId('counter-clear').addEventListener('click', () => this.#clear());
    // A click beside the buttons of the card goes back to the field, which always has the focus.
    byId('counter-form').addEventListener('click', (event) => {
      if (!(event.target as Element).closest('button, select, textarea, input, a')) this.#field.focus();
    });
  }

  #watch(): void {
    addEventListener('beforeunload', (event) => {
      const here = this.#desk.asides.some(({ draft }) => draft.mends === undefined) || !isEmpty(this.#desk.draft);
      if (here || this.#sending.fragile) event.preventDefault();
    });
    setInterval(() => { this.#today.turn(this.maker.clock.true()); this.#showElapsed(); }, 1_000);
  }

  // ── From the field ───────────────────────────────────────────────────────────────────────────────────────────────

  #offer(text: string): Option[] {
    if (text.startsWith(NEED)) return this.#options.need(seen(text.slice(1)));
    if (text.startsWith('/')) return this.#options.details(text.slice(1), this.#desk.theme);
    return this.#desk.theme === undefined ? this.#options.themes(text) : this.#options.details(text, this.#desk.theme);
  }

  #pick(option: Option): void {
    if (option.kind === 'favourite') this.#favourite(option.position);
    else if (option.kind === 'need') this.#need(option.words);
    else if (option.kind === 'detail' && option.field === 'note') this.#choices.openNote(true);
    else if (option.kind === 'detail') this.#touch(option.field, option.value);
    else this.#theme(option.theme, option.kind === 'theme' ? option.operator : undefined, option.kind === 'other' ? option.words : '');
  }

  #press(key: string): boolean {
    if (/^[1-9]$/.test(key)) return this.#favourite(Number(key));
    const act = this.#desk.theme === undefined ? undefined : this.names.catalogue.acts.find((one) => one.key.toLowerCase() === key.toLowerCase());
    if (act) return this.#touch('act', act.code);
    switch (key) {
      case 'Enter': return this.#save(true);
      case '+': return this.#save(false);
      case '=': return this.#repeat();
      case '?': return this.#say(this.texts.say(this.#guide.toggleKeys() ? 'keys-shown' : 'keys-hidden'));
      case 'Backspace': this.#desk.takeBack(); return this.#show();
      case 'Escape': return this.#clear();
      default: return false;
    }
  }

  // ── What the agent does; each answers true, for the key was used ───────────────────────────────────────────────────

  #theme(code: string, operator?: string, note = ''): true {
    const theme = this.names.theme(code);
    if (!theme) return this.#say(this.texts.say('theme-gone'));
    this.#desk.choose(theme, operator);
    if (note) this.#desk.touch('note', note);
    return this.#chosen();
  }

  /** Notes what nothing covers. What must not be written stays in the field, to be mended. */
  #need(words: string): true {
    const trouble = words === '' ? 'need-how' : words.length > LONGEST_NEED ? 'need-long' : looksPersonal(words) ? 'need-personal' : undefined;
    if (trouble) {
      this.#field.begin(`${NEED} ${words}`);
      return this.#say(this.texts.say(trouble));
    }
    const theme = this.#desk.theme;
    const entry = this.maker.entry('need.noted', theme === undefined ? {} : { theme }, { note: words });
    this.#sending.put([entry]);
    this.#told = undefined;
    this.#noted = entry;
    return this.#say(this.texts.say('need-noted', { words }));
  }

  #favourite(position: number): true {
    const favourite = this.#favouriteAt(position);
    const theme = this.names.theme(favourite?.theme);
    if (!favourite || !theme) return this.#say(this.texts.say('no-favourite', { position }));
    this.#desk.chooseFavourite(favourite, theme);
    return this.#chosen();
  }

  #chosen(): true {
    this.#refusal = '';
    const { draft } = this.#desk;
    byId('counter-live').textContent = this.texts.say('chosen', { label: this.#label(draft), acts: this.names.acts(actsOf(draft)) });
    // The field shows it.
    return this.#show();
  }

  #touch(field: Field, text: string): true {
    this.#desk.touch(field, text);
    return this.#show();
  }

  #save(end: boolean): true {
    const saved = this.#desk.save(end);
    if (!saved) {
      if (end && this.#desk.finish()) {
        const ended = this.texts.say('visit-ended');
        // What was saved last may still be taken back; that the visit goes on is no longer true.
        if (this.#told) this.#told.text = ended;
        return this.#say(ended);
      }
      this.#field.focus();
      return this.#say(this.texts.say('choose-first'));
    }
    this.#refusal = '';
    this.#today.add(saved, this.maker.clock.true());
    this.#field.reset();
    this.#field.focus();
    const text = this.texts.say(end ? 'saved-ended' : 'saved', { label: this.#label(saved.draft), acts: this.names.acts(actsOf(saved.draft)) });
    this.#told = { saved, text };
    this.#noted = undefined;
    return this.#say(text);
  }

  #repeat(): true {
    const repeated = this.#desk.repeat();
    this.#field.focus();
    return repeated ? this.#chosen() : this.#say(this.texts.say('nothing-to-repeat'));
  }

  /** Takes back what is being composed, then what was saved last. */
  #undo(): true {
    if (!isEmpty(this.#desk.draft)) {
      this.#desk.takeBack();
      return this.#show();
    }
    if (this.#noted) {
      const { id, note = '' } = this.#noted;
      this.#noted = undefined;
      this.#sending.put([this.maker.entry('need.withdrawn', { target: id })]);
      this.#field.begin(`${NEED} ${note}`);
      return this.#say(this.texts.say('need-undone'));
    }
    const saved = this.#desk.undo();
    this.#field.focus();
    if (!saved) return this.#say(this.texts.say('nothing-to-undo'));
    this.#today.remove(saved.id, saved.visit.requests);
    this.#told = undefined;
    return this.#say(this.texts.say('undone', { label: this.#label(saved.draft) }));
  }

  #clear(): true {
    this.#desk.clear();
    this.#field.reset();
    this.#field.focus();
    return this.#show();
  }

  // ── What the server answers ──────────────────────────────────────────────────────────────────────────────────────

  #answered(entry: Entry, answer: Answer, mine: boolean): void {
    if (this.#follower?.answered(entry, answer, mine)) return;
    if (mine && entry.kind === 'need.noted' && answer.status === 'refused') return void this.#returned(entry, answer);
    const back = this.#desk.answered(entry, answer);
    this.#today.settled(entry.id);
    for (const aside of back) if (aside.visit) this.#today.remove(aside.draft.id ?? entry.id, aside.visit.requests);
    if (this.#told && back.length > 0) this.#told = undefined;
    const [first] = back;
    if (first && isEmpty(this.#desk.draft) && this.#field.input.value === '') {
      this.#desk.bringBack(first);
      this.#mend(first);
    } else if (mine && !first && (answer.status === 'refused' || answer.status === 'conflict')) {
      this.#refusal = answer.message ?? '';
    }
    if (mine && (answer.status === 'refused' || answer.status === 'conflict')) this.#say(this.texts.say('refused', { sentence: answer.message ?? '' }));
    // What was just said is not taken back by its own answer.
    else this.#show(this.#hint);
  }

  /** A need that was refused: its words are in the field again, or beside the sentence when somebody types there. */
  #returned({ id, note = '' }: Entry, answer: Answer): void {
    const message = answer.message ?? '';
    this.#sending.drop(id);
    if (this.#noted?.id === id) this.#noted = undefined;
    const free = isEmpty(this.#desk.draft) && this.#field.input.value === '';
    this.#refusal = free ? message : `${message} ${this.texts.say('need', { words: note })}`;
    if (free) this.#field.begin(`${NEED} ${note}`);
    this.#say(this.#refusal);
  }

  /** What came back is in the field again: its sentence is shown, and its note. */
  #mend({ draft, sentence = '' }: Aside): void {
    this.#refusal = draft.sealed ? `${sentence} ${this.texts.say('note-sealed')}` : sentence;
    this.#choices.revealNote(draft);
  }

  #tellFound(): void {
    if (this.#outlook) this.#follower?.found([...this.#outlook.waiting, ...this.#outlook.others].map(({ entry }) => entry));
  }

  /** What this device keeps: said at a glance, counted in the day, and what was refused comes back to be mended. */
  #changed(outlook: Outlook): void {
    if (!this.#outlook) this.#today.recover([...outlook.waiting, ...outlook.others]);
    this.#outlook = outlook;
    this.#tellFound();
    showOutlook(outlook, this.page.place.zone, this.texts);
    this.#showNotices();
  }

  // ── The page follows ─────────────────────────────────────────────────────────────────────────────────────────────

  #label(draft: Draft): string {
    return this.names.request(value(draft, 'theme') ?? '', operatorOf(draft));
  }

  /** Says it to those who do not see, and shows where things stand. */
  #say(text: string): true {
    byId('counter-live').textContent = text;
    return this.#show(text);
  }

  #show(hint = ''): true {
    this.#hint = hint;
    const { draft, visit, theme } = this.#desk;
    byId('counter-tokens').replaceChildren(...this.#tokens(draft));
    this.#field.input.placeholder = this.texts.say(this.#placeholder());
    this.#favourites.forEach((button, at) => button.setAttribute('aria-pressed', String(this.page.favourites[at]!.theme === theme)));
    this.#choices.show(draft, this.#desk.here.channel);
    this.#guide.theme(theme);
    const title = visit?.ticket == null ? this.texts.say(visit?.facts ? 'visit-open' : 'visit-new') : this.texts.say('visit-number', { count: visit.ticket });
    byId('counter-title').textContent = title;
    byId('counter-clear').hidden = isEmpty(draft);
    const onlyEnds = visit?.facts !== undefined && isEmpty(draft);
    byId('counter-save-text').textContent = this.texts.say(onlyEnds ? 'end' : 'save');
    byId('counter-save-rest').hidden = onlyEnds;
    this.#showElapsed();
    this.#showTold(hint);
    this.#showNotices();
    return true;
  }

  #placeholder(): string {
    if (this.#desk.theme === undefined) return this.#desk.visit?.facts ? 'placeholder-more' : 'placeholder';
    return touchedActs(this.#desk.draft).length === 0 ? 'placeholder-then' : 'placeholder-enter';
  }

  #tokens(draft: Draft): HTMLElement[] {
    if (value(draft, 'theme') === undefined) return [];
    const acts = touchedActs(draft);
    const token = (text: string, usual: boolean) => element('span', { class: usual ? 'token is-usual' : 'token' }, text);
    return [
      token(this.#label(draft), false),
      ...(acts.length > 0 ? acts.map((act) => token(this.names.acts([act]), false)) : [token(this.names.acts(actsOf(draft)), true)]),
    ];
  }

  /** Once something was saved, the line under the title says so; until then it says how. */
  #showTold(hint: string): void {
    const saved = this.#told && this.#desk.saved.includes(this.#told.saved) ? this.#told : undefined;
    byId('counter-told').classList.toggle('is-saved', saved !== undefined);
    const how = this.#refusal ? 'mend' : this.#touchOnly ? 'how-touch' : 'how';
    byId('counter-told-text').textContent = saved?.text ?? (hint && !(this.#refusal && this.#desk.theme) ? hint : this.texts.say(how));
    byId('counter-undo').hidden = saved === undefined && !this.#noted;
  }

  #showNotices(): void {
    const refused = this.#outlook?.refused ?? [];
    this.#desk.recover(refused);
    const resume = (aside: Aside) => { this.#desk.resume(aside); this.#mend(aside); this.#field.focus(); this.#show(); };
    const drop = (aside: Aside) => { this.#desk.drop(aside); this.#field.focus(); this.#show(); };
    const asides = this.#desk.asides.map((aside) => asideNotice(aside, this.#label(aside.draft), this.texts, { resume, drop }));
    const past = refused.filter(({ work }) => !work);
    const kept = past.map((one) => keptNotice(one, this.page.place.zone, this.texts, () => { this.#sending.drop(one.entry.id); this.#field.focus(); }));
    byId('counter-notices').replaceChildren(...(this.#refusal ? [refusalNotice(this.#refusal)] : []), ...asides, ...kept);
  }

  #showElapsed(): void {
    const { visit } = this.#desk;
    const seconds = visit ? Math.max(0, Math.floor((this.maker.now() - visit.openedAt) / 1000)) : 0;
    const text = visit ? this.texts.say('elapsed', { m: Math.floor(seconds / 60), s: String(seconds % 60).padStart(2, '0') }) : '';
    const shown = byId('counter-elapsed');
    if (shown.textContent !== text) shown.textContent = text;
  }

  #favouriteAt(position: number): Favourite | undefined {
    return this.page.favourites.find((favourite) => favourite.position === position);
  }

  #favouriteOption(position: number): Option | undefined {
    const favourite = this.#favouriteAt(position);
    return favourite && { kind: 'favourite', position, label: favourite.label, hint: this.texts.say('favourite', { position }) };
  }
}
