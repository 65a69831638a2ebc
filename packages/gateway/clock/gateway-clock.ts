import { type Clock, passRound, type Timer } from '@gatehouse/client/platform';
import { encodeTimestamp, GatehouseError } from '@gatehouse/protocol';
import { type Keep, keepNothing, type StateRecord, type StateRoom } from '../record/state-record.ts';
import { type ClockChange, LAST_MOMENT } from './clock-change.ts';
import type { ClockReading } from './clock-reading.ts';
import { type ClockState, encodeClockRecord, parseClockRecord } from './clock-record.ts';
import { TimerQueue } from './timer-queue.ts';

/** More timers than this in one advance mean that a timer sets itself anew without a delay. */
const MOST_TIMERS = 1_000_000;

/** How often the event loop goes round after a timer, so that a chain through the callbacks of sockets ends too. */
const ROUNDS = 3;

/**
 * The gateway's own time, which stands still, runs slower or quicker than the machine's, or is moved on at will. Codes,
 * tokens, limits, directives and the journal read it; what guards connections reads the machine's clock instead.
 *
 * Laws: `monotonic()` never goes back. On a stopped clock only timers without a delay run. While the clock goes at its
 * own pace, timers run in the order of their due times and then of their setting, on or shortly after their due time.
 * Setting the wall clock moves neither `monotonic()` nor timers.
 *
 * State kept: how the clock stands; timers are not part of it. Siblings: `clock-change.ts` is what can be asked of it,
 * `clock-reading.ts` what it answers, `clock-record.ts` what outlives a restart, `timer-queue.ts` what waits.
 */
export interface GatewayClock extends Clock, StateRoom {
  /** How it stands. */
  read(): ClockReading;
  /**
   * Makes a change; one that comes while another is made is made after it. When time is let pass, each timer that falls
   * due runs in the order of the due times and then of the setting, also those set meanwhile, and the clock shows
   * exactly its due time; between two of them everything that hangs on promises settles. What waits for another process,
   * such as a skill's answer, is not waited for. A clock that runs goes on from where it would be after the same time
   * without the change, so that its distance from the machine's grows by exactly `advanceMs`.
   *
   * @returns how the clock stands after the change
   * @throws GatehouseError `invalid-request` with a pointer when the clock would leave the year 9999; nothing is
   *   changed then. What a timer's callback throws is thrown when the time has passed
   */
  change(change: ClockChange): Promise<ClockReading>;
  /** Lets so much time pass, in milliseconds: {@link change} with `advanceMs`. */
  advance(durationMs: number): Promise<ClockReading>;
}

/** What a gateway's clock is made of. */
export interface GatewayClockOptions {
  /** The clock that it goes by. */
  readonly machine: Clock;
  /** What it shows first and after a reset, in milliseconds since the epoch; default what the machine's clock shows. */
  readonly startAt?: number;
  /** Whether it stands still first and after a reset; default false. */
  readonly frozen?: boolean;
  readonly keep?: Keep;
}

/** Creates a clock that goes as fast as the machine's, or stands still. */
export function createGatewayClock(options: GatewayClockOptions): GatewayClock {
  return new AdjustableClock(options);
}

/** A point in time on the wall clock and on the monotonic one, in milliseconds. */
interface Moment {
  readonly now: number;
  readonly elapsed: number;
}

class AdjustableClock implements GatewayClock {
  readonly kinds: StateRoom['kinds'] = ['clock'];
  readonly #options: GatewayClockOptions;
  readonly #machine: Clock;
  readonly #keep: Keep;
  readonly #timers = new TimerQueue();
  #frozen = false;
  #scale = 1;
  /** What this clock showed when it was last touched, and what the machine's showed then. */
  #here: Moment = { now: 0, elapsed: 0 };
  #there: Moment = { now: 0, elapsed: 0 };
  /** How far an advance has come; this clock shows it meanwhile. */
  #passing: Moment | undefined;
  /** The machine's timer for the first of {@link #timers}, or for one before it. */
  #alarm: { readonly dueAt: number; readonly timer: Timer } | undefined;
  #changes: Promise<unknown> = Promise.resolve();

  constructor(options: GatewayClockOptions) {
    this.#options = options;
    this.#machine = options.machine;
    this.#keep = options.keep ?? keepNothing;
    this.reset();
  }

  now(): number {
    return this.#wallAt(this.#machine.now());
  }

  monotonic(): number {
    return this.#elapsedAt(this.#machine.monotonic());
  }

  setTimer(delayMs: number, callback: () => void): Timer {
    const dueAt = this.monotonic() + (delayMs > 0 ? Math.ceil(delayMs) : 0);
    const timer = this.#timers.add({ dueAt, callback }, () => {
      // An alarm that rings for nothing is cheaper than looking for the next timer at each cancelling.
      if (this.#timers.size === 0) this.#silence();
    });
    if (this.#alarm === undefined || dueAt < this.#alarm.dueAt) this.#arm(dueAt);
    return timer;
  }

  read(): ClockReading {
    return { now: encodeTimestamp(this.now()), frozen: this.#frozen, scale: this.#scale };
  }

  change(change: ClockChange): Promise<ClockReading> {
    const made = this.#changes.then(() => this.#make(change));
    this.#changes = made.catch(() => {});
    return made;
  }

  advance(durationMs: number): Promise<ClockReading> {
    return this.change({ advanceMs: durationMs });
  }

  *records(): Generator<StateRecord> {
    yield encodeClockRecord(this.#state());
  }

  restore(record: StateRecord): void {
    this.#stand(parseClockRecord(record));
  }

  reset(): void {
    const { startAt, frozen = false } = this.#options;
    const machineNow = this.#machine.now();
    this.#stand({ frozen, scale: 1, now: startAt ?? machineNow, machineNow });
  }

  /** Takes over a state; an advance under way ends where it is. */
  #stand({ frozen, scale, now, machineNow }: ClockState): void {
    const elapsed = this.#machine.monotonic();
    this.#here = { now, elapsed: this.#elapsedAt(elapsed) };
    this.#there = { now: machineNow, elapsed };
    this.#passing = undefined;
    this.#frozen = frozen;
    this.#scale = scale;
    this.#armFirst();
  }

  async #make({ now, freeze, scale, advanceMs }: ClockChange): Promise<ClockReading> {
    const from = now ?? this.now();
    if (from + (advanceMs ?? 0) > LAST_MOMENT) throw tooFar(from);
    this.#anchor(now);
    this.#frozen = freeze ?? this.#frozen;
    this.#scale = scale ?? this.#scale;
    try {
      if (advanceMs !== undefined) await this.#pass(advanceMs);
    } finally {
      this.#armFirst();
      this.#keep('clock', 'clock', encodeClockRecord(this.#state()).value);
    }
    return this.read();
  }

  /** Lets time pass from the anchor on. */
  async #pass(durationMs: number): Promise<void> {
    const start = this.#here;
    const failures: unknown[] = [];
    this.#silence();
    let passing = this.#moveTo(start.elapsed);
    for (let count = 0; count < MOST_TIMERS; count++) {
      await settle();
      // A reset or an import has put the clock elsewhere.
      if (this.#passing !== passing) return;
      const next = this.#timers.first();
      if (next === undefined || next.dueAt > start.elapsed + durationMs) {
        this.#passing = undefined;
        this.#here = { now: start.now + durationMs, elapsed: start.elapsed + durationMs };
        if (failures.length > 0) throw failures[0];
        return;
      }
      passing = this.#moveTo(Math.max(passing.elapsed, next.dueAt));
      this.#timers.take(next);
      attempt(next.callback, failures);
    }
    this.#anchor();
    this.#passing = undefined;
    const message = `Letting time pass ended early: ${MOST_TIMERS} timers ran, so one sets itself anew without a delay`;
    throw new GatehouseError('internal-error', message);
  }

  /** Shows a point of an advance. */
  #moveTo(elapsed: number): Moment {
    const passing = { now: this.#here.now + elapsed - this.#here.elapsed, elapsed };
    this.#passing = passing;
    return passing;
  }

  #state(): ClockState {
    const moving = this.#passing !== undefined;
    return {
      frozen: this.#frozen,
      scale: this.#scale,
      now: moving ? this.now() : this.#here.now,
      machineNow: moving ? this.#machine.now() : this.#there.now,
    };
  }

  #pace(): number {
    return this.#frozen ? 0 : this.#scale;
  }

  #wallAt(machineNow: number): number {
    return showable(this.#passing?.now ?? this.#here.now + (machineNow - this.#there.now) * this.#pace());
  }

  /** Whole milliseconds, so that the sum of several advances is exactly that of their durations. */
  #elapsedAt(machineElapsed: number): number {
    if (this.#passing !== undefined) return this.#passing.elapsed;
    return Math.floor(this.#here.elapsed + (machineElapsed - this.#there.elapsed) * this.#pace());
  }

  /** Makes this moment the one from which time is counted; the machine is asked once, or the wall clock would slip. */
  #anchor(now?: number): void {
    const there = { now: this.#machine.now(), elapsed: this.#machine.monotonic() };
    this.#here = { now: now ?? this.#wallAt(there.now), elapsed: this.#elapsedAt(there.elapsed) };
    this.#there = there;
  }

  #armFirst(): void {
    this.#silence();
    const next = this.#timers.first();
    if (next !== undefined) this.#arm(next.dueAt);
  }

  #arm(dueAt: number): void {
    this.#silence();
    const leftMs = Math.max(0, dueAt - this.monotonic());
    if (this.#passing !== undefined || (this.#frozen && leftMs > 0)) return;
    const timer = this.#machine.setTimer(Math.ceil(leftMs / this.#scale), () => this.#ring());
    this.#alarm = { dueAt, timer };
  }

  #silence(): void {
    this.#alarm?.timer.cancel();
    this.#alarm = undefined;
  }

  #ring(): void {
    this.#alarm = undefined;
    try {
      // Timers that a callback sets have their turn at the next ringing, as those of the machine have.
      for (const timer of this.#timers.listDue(this.monotonic())) if (this.#timers.take(timer)) timer.callback();
    } finally {
      this.#armFirst();
    }
  }
}

function attempt(callback: () => void, failures: unknown[]): void {
  try {
    callback();
  } catch (error) {
    failures.push(error);
  }
}

async function settle(): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) await passRound();
}

/** Whole milliseconds from 1970 to 9999: everywhere else a time has no text. */
function showable(now: number): number {
  return Math.min(LAST_MOMENT, Math.max(0, Math.floor(now)));
}

function tooFar(from: number): GatehouseError {
  const message = `Cannot advance the clock from ${encodeTimestamp(from)} at /advanceMs: it would leave the year 9999`;
  return new GatehouseError('invalid-request', message, { pointer: '/advanceMs' });
}
