import assert from 'node:assert/strict';
import type { Clock, Timer } from '@gatehouse/client/platform';
import { type IdleProbe, settle } from './platform/settle.ts';

/** Where a virtual clock starts unless told otherwise: 2026-01-01T00:00:00Z, in milliseconds since the epoch. */
export const VIRTUAL_START: number = Date.UTC(2026, 0, 1);

/** More timers than this in one advance mean that a timer sets itself anew without a delay. */
const MOST_TIMERS = 1_000_000;

/** A timer that has neither run nor been cancelled. `dueAt` and `setAt` are on the wall clock, in milliseconds. */
export interface PendingTimer {
  readonly dueAt: number;
  readonly setAt: number;
  readonly delayMs: number;
}

/**
 * A clock on which time passes only when a test says so. Timers run in the order of their due times, and of their
 * creation when these are equal; between two of them everything that hangs on promises settles.
 */
export interface VirtualClock extends Clock {
  /**
   * Lets time pass and runs each timer that falls due, also those set meanwhile; then time is exactly
   * `durationMs` later. What a timer's callback throws rejects the promise. Only one advance at a time.
   *
   * @param durationMs in milliseconds; 0 runs what is due already
   * @param idle asked after each timer until it says yes, for work that leaves the promises (worker, socket, file)
   */
  advance(durationMs: number, idle?: IdleProbe): Promise<void>;
  /** Lets promises settle without time passing. */
  settle(idle?: IdleProbe): Promise<void>;
  /** Sets the wall clock forth or back by so many milliseconds, as an operator or NTP would; timers do not notice. */
  jump(byMs: number): void;
  /** The timers that still wait, next one first; empty after a test that closed everything. */
  pending(): readonly PendingTimer[];
}

interface Entry {
  readonly dueAt: number;
  readonly setAt: number;
  readonly delayMs: number;
  readonly callback: () => void;
}

/**
 * Creates a virtual clock.
 *
 * @param startAt the wall clock's first reading, in milliseconds since the epoch; default {@link VIRTUAL_START}
 */
export function createVirtualClock(startAt: number = VIRTUAL_START): VirtualClock {
  return new ManualClock(startAt);
}

class ManualClock implements VirtualClock {
  #offset: number;
  #elapsed = 0;
  #advancing = false;
  readonly #entries = new Set<Entry>();

  constructor(startAt: number) {
    this.#offset = startAt;
  }

  now(): number {
    return this.#offset + this.#elapsed;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  setTimer(delayMs: number, callback: () => void): Timer {
    assert.ok(!Number.isNaN(delayMs), 'A timer was set with a delay that is not a number');
    const entry: Entry = { dueAt: this.#elapsed + Math.max(0, delayMs), setAt: this.#elapsed, delayMs, callback };
    this.#entries.add(entry);
    return { cancel: () => void this.#entries.delete(entry) };
  }

  async advance(durationMs: number, idle?: IdleProbe): Promise<void> {
    assert.ok(durationMs >= 0, `Cannot advance by ${durationMs} ms: time goes forward only`);
    assert.ok(!this.#advancing, 'Cannot advance while another advance runs: await it first');
    this.#advancing = true;
    try {
      await this.#runUntil(this.#elapsed + durationMs, idle);
    } finally {
      this.#advancing = false;
    }
  }

  settle(idle?: IdleProbe): Promise<void> {
    return settle(idle);
  }

  jump(byMs: number): void {
    this.#offset += byMs;
  }

  pending(): readonly PendingTimer[] {
    return this.#inOrder().map(({ dueAt, setAt, delayMs }) => ({
      dueAt: this.#offset + dueAt,
      setAt: this.#offset + setAt,
      delayMs,
    }));
  }

  async #runUntil(end: number, idle: IdleProbe | undefined): Promise<void> {
    await settle(idle);
    for (let count = 0; ; count++) {
      assert.ok(count < MOST_TIMERS, `${MOST_TIMERS} timers ran in one advance: one sets itself anew without a delay`);
      const next = this.#next();
      if (next === undefined || next.dueAt > end) break;
      this.#entries.delete(next);
      this.#elapsed = Math.max(this.#elapsed, next.dueAt);
      next.callback();
      await settle(idle);
    }
    this.#elapsed = end;
  }

  #next(): Entry | undefined {
    let first: Entry | undefined;
    for (const entry of this.#entries) {
      if (first === undefined || entry.dueAt < first.dueAt) first = entry;
    }
    return first;
  }

  #inOrder(): Entry[] {
    return [...this.#entries].sort((a, b) => a.dueAt - b.dueAt);
  }
}
