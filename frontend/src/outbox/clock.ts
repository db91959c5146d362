// The distance between this device's clock and the server's, and whether it can still be believed. A page's own steady clock tells
// when the device's was changed under it; it stops while a computer sleeps, so a leap forward may be either, and only the server can tell.

export interface Instruments {
  /** The device's clock, in milliseconds since 1970. */
  wall(): number;
  /** Milliseconds since some moment, never changed by hand. */
  steady(): number;
  random(bytes: Uint8Array): Uint8Array;
}

/** What two clocks of one machine may differ by between two looks. */
const TOLERANCE = 2_000;

export class Clock {
  /** What to add to the device's time to have the server's. */
  offset = 0;
  /** Whether the server's clock was read since the device's last leapt. */
  measured = false;
  /** Names the time since the last leap. */
  #run: string;
  #wall: number;
  #steady: number;

  constructor(private readonly instruments: Instruments) {
    this.#wall = instruments.wall();
    this.#steady = instruments.steady();
    this.#run = this.#name();
  }

  /** The device's time. */
  now(): number {
    const wall = this.instruments.wall();
    const steady = this.instruments.steady();
    const leap = wall - this.#wall - (steady - this.#steady);
    this.#wall = wall;
    this.#steady = steady;
    if (Math.abs(leap) > TOLERANCE) {
      // Only a hand sets a clock back; forward, until the server says otherwise, the computer slept.
      if (leap < 0) this.offset = Math.round(this.offset - leap);
      this.measured = false;
      this.#run = this.#name();
    }
    return wall;
  }

  /** The server's time, as far as it is known. */
  true(): number {
    return this.now() + this.offset;
  }

  get run(): string {
    this.now();
    return this.#run;
  }

  /** What was known before this page was opened, until something better comes. */
  remember(offset: number | undefined): void {
    if (!this.measured && offset !== undefined) this.offset = offset;
  }

  /** The server's time read between two moments of this device's. Answers whether the clock is now measured. */
  measure(server: number, before: number, after: number, run: string): boolean {
    if (!Number.isFinite(server) || run !== this.run) return this.measured;
    const found = Math.round(server - (before + after) / 2);
    // A slow reply says less than what is already known, unless it contradicts it.
    if (!this.measured || Math.abs(found - this.offset) > after - before) this.offset = found;
    this.measured = true;
    return true;
  }

  #name(): string {
    return Array.from(this.instruments.random(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
}
