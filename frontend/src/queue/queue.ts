// The queue beside the counter: who waits, who is received, who is there, and what one key does next. It follows the server's word and
// asks it who is next; what the agent does becomes entries like any other, kept on the device until the journal has them.

import type { PageData } from '../counter/data.ts';
import type { Arrived, Out } from '../counter/desk.ts';
import { button, byId, element } from '../counter/dom.ts';
import type { Here } from '../counter/draft.ts';
import type { Entry, Kind, Maker } from '../counter/entries.ts';
import type { Texts } from '../counter/texts.ts';
import { dayOf } from '../counter/time.ts';
import type { Answer } from '../outbox/journal.ts';
import type { Tabs } from '../outbox/tabs.ts';
import { askToWhom, type Asked, type Choice } from './handing.ts';
import { listen } from './line.ts';
import { Pending } from './pending.ts';
import { seat, type Seat } from './seat.ts';
import { next, SPOTS, Team, type Spot } from './team.ts';
import { Stops } from './stops.ts';
import { mine, received, waiting, type Present, type Ticket } from './tickets.ts';

/** Learns what becomes of entries. */
export interface Follower {
  /** Made here just now. */
  made(entries: readonly Entry[]): void;
  /** All that this device keeps and was not answered for, told again and again. */
  found(entries: readonly Entry[]): void;
  /** Answers whether nothing more need be said of it. */
  answered(entry: Entry, answer: Answer, mine: boolean): boolean;
}

/** What the queue asks of the counter. */
export interface Hands extends Pick<Out, 'put' | 'drop'> {
  follow(follower: Follower): void;
  /** How people come here, and at which stop. */
  here(): Here;
  /** The bus stands there from now on; `done` when the agent has said so and goes back to the field. */
  stand(here: Here, done: boolean): void;
  /** Takes a visit to the desk; answers false while another one is under way there. */
  receive(arrived: Arrived): boolean;
  /** The visit at the desk leaves it unfinished. */
  release(visit: string): void;
  say(text: string): void;
  looksPrivate(words: string): boolean;
  /** What a language is called: « uk » is Ukrainian. */
  language(code: string): string;
  /** Back to the field. */
  back(): void;
}

/** How long after its answer the server has told everybody, and more. */
const TOLD = 2_000;
/** How long a call may take, where the browser can tell (Safari from 16): a server that stopped looks like a slow one. Should the call go
 * through after all, the queue tells. */
const PATIENCE = 8_000;

export class Queue {
  /** As the server told them. */
  #told: readonly Ticket[] = [];
  #present: readonly Present[] = [];
  readonly #pending = new Pending();
  readonly #team: Team;
  readonly #seat: Seat;
  #calling = false;
  #found = false;
  #heard = false;
  #begun = false;

  constructor(private readonly page: PageData, private readonly texts: Texts, private readonly maker: Maker, private readonly hands: Hands, tabs: Tabs<string>) {
    byId('queue-arrive').addEventListener('click', () => this.press('F2'));
    this.#team = new Team(maker, texts, (spot) => { hands.back(); this.#stand(spot); });
    this.#seat = seat(page, (name) => this.#stand('desk', texts.say('queue-seat-named', { name })), hands.back);
    hands.follow({
      made: (entries) => { this.#pending.add(entries); this.#show(); },
      found: (entries) => {
        if (this.#pending.found(entries)) this.#settle();
        this.#found = true;
        this.#takeUp();
        this.#show();
      },
      answered: (...said) => this.#answered(...said),
    });
    listen(tabs, page.place.id, (queue) => this.#hear(queue));
    setInterval(() => this.#show(), 15_000);
  }

  #hear(queue: string): void {
    const { tickets, agents } = JSON.parse(queue) as { tickets: Ticket[]; agents: Present[] };
    this.#told = tickets;
    this.#present = agents;
    this.#pending.told();
    this.#heard = true;
    this.#takeUp();
    this.#show();
  }

  get #me(): number {
    return this.page.agent.id;
  }

  get #tickets(): Ticket[] {
    const { zone } = this.page.place;
    const today = dayOf(this.maker.clock.true(), zone);
    // A page that slept knows yesterday's queue, and a device that was long without a network its own.
    return this.#pending.over(this.#told, (id) => this.#name(id)).filter(({ arrived }) => dayOf(Date.parse(arrived), zone) === today);
  }

  #name(id: number): string {
    return [this.page.agent, ...this.page.colleagues, ...this.#present].find((one) => one.id === id)?.name ?? '';
  }

  /** A page that was loaded anew finds the visitor who sits at its desk, once both the server and this device have said what they know. */
  #takeUp(): void {
    if (this.#begun || !this.#found || !this.#heard) return;
    this.#begun = true;
    const there = mine(this.#tickets, this.#me, 'served');
    if (there) this.hands.receive(there);
  }

  /** The server may have told of it before it answered. */
  #settle(): void {
    setTimeout(() => { this.#pending.told(); this.#show(); }, TOLD);
  }

  #answered(entry: Entry, { status, message }: Answer, here: boolean): boolean {
    const taken = status === 'accepted' || status === 'known';
    this.#pending.answered(entry.id, taken);
    this.#show();
    if (taken) this.#settle();
    if (taken || !here || entry.kind !== 'visit.handed') return false;
    // What was written comes back with why, and the visitor is still at the desk.
    this.hands.drop(entry.id);
    const ticket = this.#tickets.find(({ visit }) => visit === entry.body['visit']);
    if (ticket) {
      this.hands.receive(ticket);
      this.#hand(ticket, { word: entry.note, sentence: message ?? '' });
    }
    return true;
  }

  // ── What the agent does ──────────────────────────────────────────────────────────────────────────────────────────

  /** One of the keys of the queue. Whatever had the focus, the next key goes to the field. */
  press(key: string): void {
    this.hands.back();
    if (key === 'F2') this.#arrive();
    else if (key === 'F4') this.#next();
    else if (key === 'F8') this.#handMine();
    else this.#stand(next(this.#spot()));
  }

  /** Somebody arrives and waits: one key, nothing asked. */
  #arrive(): void {
    this.hands.put([this.maker.entry('visit.opened', { ...this.hands.here(), queue: {} }, { version: 2 })]);
    this.hands.say(this.texts.say('queue-arrived'));
  }

  /** The one key of the desk: receives whom was called, else calls the next. */
  #next(): void {
    const called = mine(this.#tickets, this.#me, 'called');
    if (called) this.#serve(called);
    else void this.#call();
  }

  async #call(ticket?: Ticket): Promise<void> {
    if (this.#calling) return;
    this.#calling = true;
    const body = JSON.stringify({ place: this.page.place.id, desk: this.#seat.name(), visit: ticket?.visit });
    try {
      const reply = await fetch('/api/v1/queue/calls', {
        method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' }, body, signal: AbortSignal.timeout?.(PATIENCE),
      });
      const answer = (await reply.json()) as { number?: number; detail?: string; title?: string };
      const called = ticket?.stage === 'called' ? 'queue-recalled' : 'queue-called';
      this.hands.say(reply.ok ? this.texts.say(called, { count: answer.number ?? '' }) : answer.detail ?? answer.title ?? '');
    } catch {
      this.#serveUncalled(ticket ?? waiting(this.#tickets, this.#me).find(({ agent }) => !agent || agent.id === this.#me));
    } finally {
      this.#calling = false;
    }
  }

  /** Without a network a desk receives without calling: no screen shows it, the agent's voice does. */
  #serveUncalled(ticket: Ticket | undefined): void {
    if (!ticket) return this.hands.say(this.texts.say('queue-away'));
    // Whoever was called and did not come is called again, not received.
    const said = ticket.stage === 'called' || this.#serve(ticket);
    if (said && ticket.number !== undefined) this.hands.say(this.texts.say('queue-uncalled', { count: ticket.number }));
  }

  /** Answers false while another visit is under way at the desk, and says so. */
  #serve(ticket: Ticket): boolean {
    const free = this.hands.receive(ticket);
    if (free) this.#send(ticket, ticket.stage === 'held' ? 'visit.resumed' : 'visit.served');
    else this.hands.say(this.texts.say('queue-busy'));
    return free;
  }

  #send(ticket: Ticket, kind: Kind, more: Record<string, unknown> = {}, note = ''): void {
    this.hands.put([this.maker.entry(kind, { visit: ticket.visit, ...more }, { note })]);
    if (kind !== 'visit.served' && kind !== 'visit.resumed') this.hands.release(ticket.visit);
  }

  #handMine(): void {
    const there = mine(this.#tickets, this.#me, 'served');
    if (there) this.#hand(there);
    else this.hands.say(this.texts.say('queue-hand-none'));
  }

  #hand(ticket: Ticket, before: Pick<Asked, 'word' | 'sentence'> = {}): void {
    const others = this.#others();
    const absent = this.page.colleagues.filter(({ id }) => others.every((one) => one.id !== id));
    const choices: Choice[] = [
      ...others.map((one) => ({ id: one.id, label: one.name, hint: this.#team.where(one) })),
      { label: this.texts.say('queue-hand-anybody'), hint: '' },
      ...absent.map(({ id, name }) => ({ id, label: name, hint: this.texts.say('queue-not-there') })),
    ];
    const title = this.texts.say('queue-hand-title', { count: numeral(ticket) });
    askToWhom(this.texts, { title, choices, looksPrivate: this.hands.looksPrivate, ...before }, ({ id, label }, word) => {
      this.#send(ticket, 'visit.handed', id === undefined ? {} : { to: id }, word);
      this.hands.say(this.texts.say(id === undefined ? 'queue-handed-anybody' : 'queue-handed', { count: numeral(ticket), name: label }));
    }, () => this.hands.back());
  }

  #stand(spot: Spot, said = this.texts.say('queue-noted', { name: this.texts.say(SPOTS[spot]) })): void {
    this.hands.put([this.maker.entry('agent.present', spot === 'desk' ? { state: spot, desk: this.#seat.name() } : { state: spot })]);
    this.hands.say(said);
  }

  // ── The page follows ─────────────────────────────────────────────────────────────────────────────────────────────

  #spot(): string | undefined {
    return this.#pending.spot(this.#me) ?? this.#present.find(({ id }) => id === this.#me)?.state;
  }

  #others(): Present[] {
    return this.#present.filter(({ id }) => id !== this.#me);
  }

  #show(): void {
    const tickets = this.#tickets;
    const queue = waiting(tickets, this.#me);
    const atDesks = received(tickets, this.#me);
    byId('queue-count').textContent = queue.length > 0 ? this.texts.count('queue-waiting', queue.length) : '';
    fill(byId('queue-waiting'), queue.map((ticket, at) => this.#waitingLine(ticket, at === 0)));
    // A page opened without a network does not know.
    byId('queue-empty').hidden = queue.length > 0 || !this.#heard;
    fill(byId('queue-received'), atDesks.map((ticket) => this.#receivedLine(ticket)));
    byId('queue-desks').hidden = atDesks.length === 0;
    const others = this.#others();
    this.#team.show(this.#spot(), others);
    this.#seat.show(others);
  }

  #waitingLine(ticket: Ticket, first: boolean): HTMLLIElement {
    const call = this.#button('queue-call', ticket, () => void this.#call(ticket), first ? '' : 'button-plain');
    const { agent, family, language, priority } = ticket;
    const forWhom = agent && (agent.id === this.#me ? this.texts.say('queue-for-you') : this.texts.say('queue-for', { name: agent.name }));
    const line = this.#line(ticket, family?.label ?? this.texts.say('queue-unknown'), ticket.arrived, [language ? this.hands.language(language) : '', priority ? this.texts.say('queue-priority') : '', forWhom ?? ''], [call]);
    line.classList.toggle('is-mine', agent?.id === this.#me);
    return line;
  }

  #receivedLine(ticket: Ticket): HTMLLIElement {
    const mine = ticket.agent?.id === this.#me;
    const who = mine ? this.texts.say('queue-you') : ticket.agent?.name ?? '';
    const name = [who, ticket.family?.label].filter(Boolean).join(' · ');
    const line = this.#line(ticket, name, ticket.since, [this.texts.say(`queue-is-${ticket.stage}`)], mine ? this.#acts(ticket) : []);
    line.classList.toggle('is-mine', mine);
    return line;
  }

  #acts(ticket: Ticket): HTMLButtonElement[] {
    // What was done is said in the button's own words: « Absent : numéro 12 ».
    const send = (act: string, kind: Kind) => this.#button(act, ticket, (name) => { this.#send(ticket, kind); this.hands.say(name); });
    const gone = send('queue-leave', 'visit.left');
    const hand = this.#button('queue-hand', ticket, () => this.#hand(ticket));
    switch (ticket.stage) {
      case 'called': return [this.#button('queue-serve', ticket, () => this.#serve(ticket), ''), this.#button('queue-recall', ticket, () => void this.#call(ticket)), gone];
      case 'held': return [this.#button('queue-resume', ticket, () => this.#serve(ticket), ''), hand, gone];
      default:
        hand.dataset['key'] = 'F8';
        return [send('queue-hold', 'visit.held'), hand, send('queue-return', 'visit.returned')];
    }
  }

  #line(ticket: Ticket, name: string, since: string, details: string[], acts: HTMLElement[]): HTMLLIElement {
    const minutes = Math.max(0, Math.floor((this.maker.clock.true() - Date.parse(since)) / 60_000));
    const { handed: { by, word } = {}, agent } = ticket;
    const small = [this.texts.count('minutes', minutes), ...details].filter((part) => part !== '').join(' · ');
    // For the visitor: what to show or print of their number, with its code.
    const slip = `/kiosk/tickets/${ticket.visit}?place=${this.page.place.id}`;
    const number = ticket.number === undefined ? numeral(ticket) : element('a', { href: slip, target: '_blank', title: this.texts.say('queue-slip') }, numeral(ticket));
    const line = element('li', {}, element('b', {}, number), element('span', {}, name, element('small', {}, small)));
    // A word is for whoever receives.
    if (by && (!agent || agent.id === this.#me)) {
      const from = this.texts.say('queue-from', { name: by.id === this.#me ? this.texts.say('queue-from-you') : by.name });
      line.append(element('span', { class: 'queue-word' }, element('small', {}, from), ...(word ? [element('q', {}, element('bdi', {}, word))] : [])));
    }
    line.append(element('span', { class: 'queue-acts' }, ...acts));
    return line;
  }

  /** A button whose name says the number too, for those who hear the page. */
  #button(act: string, ticket: Ticket, press: (name: string) => void, rank = 'button-quiet'): HTMLButtonElement {
    const label = this.texts.say(act);
    const name = this.texts.say('queue-name', { label, count: numeral(ticket) });
    return button(`button button-small ${rank}`, () => { this.hands.back(); press(name); }, { 'aria-label': name, 'data-act': `${act} ${ticket.visit}` }, label);
  }
}

/** As it is said; a dash until there is one. */
function numeral({ number }: Ticket): string {
  return number === undefined ? '–' : String(number);
}

/** Draws a list anew; the button that had the focus has it again, as long as it stands there. */
function fill(list: HTMLElement, lines: HTMLLIElement[]): void {
  const held = list.querySelector<HTMLElement>(':focus')?.dataset['act'];
  list.replaceChildren(...lines);
  if (held) list.querySelector<HTMLElement>(`[data-act="${held}"]`)?.focus();
}

export function openQueue(page: PageData, texts: Texts, maker: Maker, hands: Hands, tabs: Tabs<string>): Queue {
  if (page.round) new Stops(page.round, page, texts, maker, hands);
  return new Queue(page, texts, maker, hands, tabs);
}
