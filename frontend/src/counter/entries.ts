// The entries the counter makes. Each is named here, once, by a UUIDv7, so that sending it again changes nothing.

import type { Clock } from '../outbox/clock.ts';
import type { Sealed } from '../outbox/seal.ts';
import type { PageData } from './data.ts';
import { dayOf, hourOf, rfc3339 } from './time.ts';
import { uuid7 } from './uuid.ts';

export type Kind = 'visit.opened' | 'visit.closed' | 'request.recorded' | 'corrected' | 'withdrawn'
  | 'visit.served' | 'visit.held' | 'visit.resumed' | 'visit.returned' | 'visit.handed' | 'visit.left' | 'agent.present' | 'need.noted' | 'need.withdrawn';

export interface Entry {
  id: string;
  /** The version of its kind. */
  v: number;
  place: number;
  kind: Kind;
  at: string;
  /** What to add to this computer's time to have the server's, as last known. */
  clock: { offset_ms: number; zone: string };
  agent: number;
  body: Record<string, unknown>;
  note?: string;
  /** The note once it is written down: only the server can read it. */
  sealed?: Sealed;
}

export class Maker {
  constructor(private readonly page: PageData, readonly clock: Clock, private readonly random: (bytes: Uint8Array) => Uint8Array) {}

  now(): number {
    return this.clock.now();
  }

  /** An instant on the place's clock: its day, its hour and minute. */
  local(instant: number): { day: string; h: string; m: string } {
    const { zone } = this.page.place;
    return { day: dayOf(instant, zone), ...hourOf(instant, zone) };
  }

  id(): string {
    return uuid7(this.now(), this.random);
  }

  entry(kind: Kind, body: Record<string, unknown>, given: { id?: string | undefined; at?: number; note?: string | undefined; version?: number } = {}): Entry {
    const { zone } = this.page.place;
    const entry: Entry = {
      id: given.id ?? this.id(), v: given.version ?? 1, place: this.page.place.id, kind, at: rfc3339(given.at ?? this.now(), zone),
      clock: { offset_ms: this.clock.offset, zone }, agent: this.page.agent.id, body,
    };
    return given.note ? { ...entry, note: given.note } : entry;
  }
}
