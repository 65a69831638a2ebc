import type { Clock } from '@gatehouse/client/platform';
import type { Chance } from './chance.ts';

/** How full a disk is: a group of transactions finds no room on it with this probability. */
export interface Fullness {
  readonly durationMs: number;
  readonly refused: number;
}

/** What is wrong with a disk for a while: it fails, takes nothing more, or hangs. Durations in milliseconds. */
export class DiskTrouble {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #chance: Chance;
  #downUntil = 0;
  #fullUntil = 0;
  #refused = 0;
  #hangsUntil = 0;

  constructor({ clock, chance }: { readonly clock: Pick<Clock, 'monotonic'>; readonly chance: Chance }) {
    this.#clock = clock;
    this.#chance = chance;
  }

  /** Every request fails for so long. */
  fail(durationMs: number): void {
    this.#downUntil = this.#clock.monotonic() + durationMs;
  }

  /** For so long there is hardly any room: what only reads goes on. */
  fill({ durationMs, refused }: Fullness): void {
    this.#fullUntil = this.#clock.monotonic() + durationMs;
    this.#refused = refused;
  }

  /** Nothing is answered for so long; then all of it is. */
  hang(durationMs: number): void {
    this.#hangsUntil = this.#clock.monotonic() + durationMs;
  }

  end(): void {
    this.#downUntil = 0;
    this.#fullUntil = 0;
    this.#hangsUntil = 0;
  }

  get isDown(): boolean {
    return this.#clock.monotonic() < this.#downUntil;
  }

  /** For how much longer nothing is answered. */
  get hangsForMs(): number {
    return Math.max(0, this.#hangsUntil - this.#clock.monotonic());
  }

  /** Whether anything is wrong at this moment. */
  get isAny(): boolean {
    return this.isDown || this.hangsForMs > 0 || this.#clock.monotonic() < this.#fullUntil;
  }

  /** Whether there is no room for what is written now: a file that lies there already has some left at times. */
  drawFull(): boolean {
    return this.#clock.monotonic() < this.#fullUntil && this.#chance.happens(this.#refused);
  }
}
