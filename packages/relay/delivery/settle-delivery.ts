import type { HoldReason } from '@gatehouse/client';
import type { Random } from '@gatehouse/client/platform';
import type { DeliveryConfig } from '../config/delivery-config.ts';
import type { LaneChange, LaneWaiting, SettledEvent } from '../lane/lane-store.ts';
import { holdOf } from '../verdict/hold.ts';
import { parkOf } from '../verdict/park.ts';
import type { LaneWait, Verdict } from '../verdict/verdict.ts';
import type { Delivery } from './delivery.ts';

/** A verdict that ends a delivery: the others lead to another send. */
export type FinalVerdict = Exclude<Verdict, { type: 'refresh' | 'relocate' | 'split' }>;

/** What a delivery came to: the fate of its events, what it means for the lane, and for the whole skill. */
export interface DeliveryEnd {
  readonly events: readonly SettledEvent[];
  readonly lane: LaneChange;
  readonly hold?: HoldReason;
}

/** When and under which grant a delivery ended, and from the configuration how long lanes wait. */
export interface EndCircumstances {
  readonly now: number;
  readonly generation: number;
  readonly failures: number;
  readonly config: Pick<DeliveryConfig, 'probeMs' | 'firstDelayMs'>;
  readonly random: Random;
}

/** Turns the last verdict on a delivery into a settlement of each of its events. */
export function settleDelivery(
  delivery: Delivery,
  verdict: FinalVerdict,
  circumstances: EndCircumstances,
): DeliveryEnd {
  const { attempts, reported } = delivery;
  const decisions = [...delivery.decisions, { at: circumstances.now, what: verdict.type, why: verdict.why }];
  const result = resultOf(verdict);
  const events = delivery.events.map(({ id }): SettledEvent => {
    // A merged message keeps one messageId for all its events, so that the resend is the same message.
    const fresh = verdict.type === 'again' && verdict.fresh;
    const messageId = fresh ? circumstances.random.uuid() : delivery.messageId;
    const settled = { id, result, messageId, attempts, decisions };
    if (reported.length === 0) return settled;
    if (result === 'delivered') return { ...settled, reported };
    return result === 'dead' ? { ...settled, refused: reported } : settled;
  });
  const lane = laneChangeOf(verdict, circumstances);
  return verdict.type === 'hold' ? { events, lane, hold: verdict.reason } : { events, lane };
}

function resultOf(verdict: FinalVerdict): SettledEvent['result'] {
  switch (verdict.type) {
    case 'delivered':
    case 'dead':
    case 'expired':
      return verdict.type;
    default:
      return 'pending';
  }
}

function laneChangeOf(verdict: FinalVerdict, { now, generation, failures, config }: EndCircumstances): LaneChange {
  switch (verdict.type) {
    case 'again':
      return waiting(verdict.wait, verdict.why);
    case 'expired':
      return verdict.wait === undefined ? { type: 'go-on' } : waiting(verdict.wait, verdict.why);
    case 'park': {
      // Under a newer grant the same message may go again, but no sooner than any resend.
      const overtaken = waiting(
        { dueAt: now + config.firstDelayMs, failures },
        'A newer grant came while a send under the one before it was refused',
      );
      return { type: 'park', generation, ...parkOf(verdict.reason), overtaken };
    }
    case 'hold': {
      const { reason, remedy } = holdOf(verdict.reason);
      return waiting({ dueAt: now + config.probeMs, failures }, `${reason}. ${remedy}`);
    }
    default:
      return { type: 'go-on' };
  }
}

function waiting(wait: LaneWait, reason: string): LaneWaiting {
  return { type: 'wait', ...wait, reason };
}
