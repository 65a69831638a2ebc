import type { HoldReason } from '@gatehouse/client';
import type { Log } from '@gatehouse/client/platform';
import { holdOf } from '../verdict/hold.ts';

/** Whether lanes may be claimed: any number, one to probe with, or none until `openAt` (milliseconds since the epoch). */
export type GateView =
  | { readonly type: 'open' }
  | { readonly type: 'probe' }
  | { readonly type: 'closed'; readonly openAt: number };

/**
 * Keeps the whole skill waiting while what stands in its way is the operator's to mend. Each `probeMs` one lane is
 * let through; the first message that is accepted opens the gate.
 */
export class SkillGate {
  readonly #probeMs: number;
  readonly #log: Log;
  #reason: HoldReason | undefined;
  #probeAt = 0;

  constructor(probeMs: number, log: Log) {
    this.#probeMs = probeMs;
    this.#log = log;
  }

  /** Asks for the way through; a probe that is granted is the only one for the next `probeMs`. */
  enter(now: number): GateView {
    if (this.#reason === undefined) return { type: 'open' };
    if (now < this.#probeAt) return { type: 'closed', openAt: this.#probeAt };
    this.#probeAt = now + this.#probeMs;
    return { type: 'probe' };
  }

  /** Whether nothing keeps the whole skill waiting. */
  get isOpen(): boolean {
    return this.#reason === undefined;
  }

  /** Gives a probe back that found nothing to send: the next one who asks may try. */
  returnProbe(now: number): void {
    this.#probeAt = Math.min(this.#probeAt, now);
  }

  /** Closes the gate. */
  close(reason: HoldReason, now: number): void {
    const { reason: sentence, remedy } = holdOf(reason);
    if (this.#reason !== reason) this.#log.error(`Delivery is held: ${sentence}`, { reason, remedy });
    this.#reason = reason;
    this.#probeAt = now + this.#probeMs;
  }

  /** Opens the gate, because a message was accepted. */
  open(): void {
    if (this.#reason !== undefined) this.#log.info('Delivery goes on', { reason: this.#reason });
    this.#reason = undefined;
  }
}
