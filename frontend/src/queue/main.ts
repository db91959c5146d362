// The queue beside the counter: who waits, who is received, and what one key does next. It follows the server's word and asks it who is
// next; what the agent does becomes entries like any other, kept on the device until the journal has them.

import type { PageData } from '../counter/data.ts';
import { byId, element } from '../counter/dom.ts';
import type { Entry, Maker } from '../counter/entries.ts';
import type { Texts } from '../counter/texts.ts';
import { nextStep, received, waiting, type Ticket } from './tickets.ts';

/** What the queue asks of the counter. */
export interface Hands {
  put(entries: readonly Entry[]): void;
  /** Takes a visit to the desk; answers false while another one is under way there. */
  receive(ticket: Ticket): boolean;
  /** The visit at the desk leaves it unfinished. */
  release(visit: string): void;
  say(text: string): void;
}

/** What is said of those at the desks. */
const STAGES: Partial<Record<Ticket['stage'], string>> = { called: 'queue-coming', served: 'queue-served', held: 'queue-held' };
/** After a line that broke for good (a server that was restarted, a session that ended), the next try. */
const AGAIN = 5_000;

export class Queue {
  #tickets: readonly Ticket[] = [];
  #calling = false;
  #begun = false;

  constructor(private readonly page: PageData, private readonly texts: Texts, private readonly maker: Maker, private readonly hands: Hands) {
    byId('queue-arrive').addEventListener('click', () => this.arrive());
    this.#follow();
    setInterval(() => this.#show(), 15_000);
  }

  #follow(): void {
    const source = new EventSource(`/api/v1/queue/live?place=${this.page.place.id}`);
    source.addEventListener('queue', (event) => {
      this.#tickets = (JSON.parse((event as MessageEvent<string>).data) as { tickets: Ticket[] }).tickets;
      this.#takeUp();
      this.#show();
    });
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.#follow(), AGAIN);
    };
  }

  /** A page that was loaded anew finds the visitor who sits at its desk. */
  #takeUp(): void {
    if (this.#begun) return;
    this.#begun = true;
    const there = received(this.#tickets, this.page.agent.id).find(({ stage, agent }) => stage === 'served' && agent?.id === this.page.agent.id);
    if (there) this.hands.receive(there);
  }

  /** Somebody arrives and waits: one key, nothing asked. */
  arrive(): void {
    this.hands.put([this.maker.entry('visit.opened', { channel: 'site', queue: {} }, { version: 2 })]);
    this.hands.say(this.texts.say('queue-arrived'));
  }

  /** The one key of the desk: receives whom was called, else calls the next. */
  next(): void {
    const step = nextStep(this.#tickets, this.page.agent.id);
    if (step) this.#serve(step);
    else void this.#call();
  }

  async #call(ticket?: Ticket): Promise<void> {
    if (this.#calling) return;
    this.#calling = true;
    const desk = this.page.desk ?? this.texts.say('queue-desk');
    const body = JSON.stringify({ place: this.page.place.id, desk, visit: ticket?.visit });
    try {
      const reply = await fetch('/api/v1/queue/calls', { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' }, body });
      const answer = (await reply.json()) as { number?: number; detail?: string; title?: string };
      this.hands.say(reply.ok ? this.texts.say('queue-called', { count: answer.number ?? '' }) : answer.detail ?? answer.title ?? '');
    } catch {
      this.hands.say(this.texts.say('queue-away'));
    } finally {
      this.#calling = false;
    }
  }

  #serve(ticket: Ticket): void {
    if (!this.hands.receive(ticket)) return this.hands.say(this.texts.say('queue-busy'));
    this.#send(ticket, ticket.stage === 'held' ? 'visit.resumed' : 'visit.served', 'served');
  }

  #send(ticket: Ticket, kind: Entry['kind'], stage: Ticket['stage']): void {
    this.hands.put([this.maker.entry(kind, { visit: ticket.visit })]);
    // Shown at once; the server's word follows and prevails.
    const since = new Date(this.maker.clock.true()).toISOString();
    const agent = stage === 'waiting' ? undefined : { ...this.page.agent };
    this.#tickets = this.#tickets.flatMap((one) => {
      if (one.visit !== ticket.visit) return [one];
      return stage === 'left' ? [] : [{ ...one, stage, since, agent }];
    });
    if (stage !== 'served') this.hands.release(ticket.visit);
    this.#show();
  }

  // ── The page follows ─────────────────────────────────────────────────────────────────────────────────────────────

  #show(): void {
    const { agent: { id: me } } = this.page;
    const queue = waiting(this.#tickets, me);
    const atDesks = received(this.#tickets, me);
    byId('queue-count').textContent = queue.length > 0 ? this.texts.count('queue-waiting', queue.length) : '';
    byId('queue-waiting').replaceChildren(...queue.map((ticket, at) => this.#waitingLine(ticket, at === 0)));
    byId('queue-empty').hidden = queue.length > 0;
    byId('queue-received').replaceChildren(...atDesks.map((ticket) => this.#receivedLine(ticket)));
    byId('queue-desks').hidden = atDesks.length === 0;
  }

  #waitingLine(ticket: Ticket, first: boolean): HTMLLIElement {
    const call = this.#button('queue-call', ticket, () => void this.#call(ticket), first ? '' : 'button-plain');
    return this.#line(ticket, ticket.family?.label ?? this.texts.say('queue-unknown'), ticket.arrived, [ticket.language ?? '', ticket.priority ? this.texts.say('queue-priority') : ''], [call]);
  }

  #receivedLine(ticket: Ticket): HTMLLIElement {
    const mine = ticket.agent?.id === this.page.agent.id;
    const who = mine ? this.texts.say('queue-you') : ticket.agent?.name ?? '';
    const name = [who, ticket.family?.label].filter(Boolean).join(' · ');
    const line = this.#line(ticket, name, ticket.since, [this.texts.say(STAGES[ticket.stage] ?? '')], mine ? this.#acts(ticket) : []);
    line.classList.toggle('is-mine', mine);
    return line;
  }

  #acts(ticket: Ticket): HTMLButtonElement[] {
    const back = this.#button('queue-return', ticket, () => this.#send(ticket, 'visit.returned', 'waiting'));
    const gone = this.#button('queue-leave', ticket, () => this.#send(ticket, 'visit.left', 'left'));
    switch (ticket.stage) {
      case 'called': return [this.#button('queue-serve', ticket, () => this.#serve(ticket), ''), gone];
      case 'held': return [this.#button('queue-resume', ticket, () => this.#serve(ticket), ''), gone];
      default: return [this.#button('queue-hold', ticket, () => this.#send(ticket, 'visit.held', 'held')), back];
    }
  }

  #line(ticket: Ticket, name: string, since: string, details: string[], acts: HTMLElement[]): HTMLLIElement {
    const minutes = Math.max(0, Math.floor((this.maker.clock.true() - Date.parse(since)) / 60_000));
    const small = [this.texts.count('minutes', minutes), ...details].filter((part) => part !== '').join(' · ');
    return element('li', {}, element('b', {}, String(ticket.number)), element('span', {}, name, element('small', {}, small)), element('span', { class: 'queue-acts' }, ...acts));
  }

  /** A button whose name says the number too, for those who hear the page. */
  #button(act: string, ticket: Ticket, press: () => void, rank = 'button-quiet'): HTMLButtonElement {
    const label = this.texts.say(act);
    const name = this.texts.say('queue-name', { label, count: ticket.number });
    const button = element('button', { type: 'button', class: `button button-small ${rank}`, 'aria-label': name }, label);
    button.addEventListener('click', press);
    return button;
  }
}

export function openQueue(page: PageData, texts: Texts, maker: Maker, hands: Hands): Queue {
  return new Queue(page, texts, maker, hands);
}
