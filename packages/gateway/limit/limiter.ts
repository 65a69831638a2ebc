import type { Clock } from '@gatehouse/client/platform';
import type { Reason } from '../journal/reason.ts';
import { type Keep, keepNothing, type RecordKind, type StateRecord, type StateRoom } from '../record/state-record.ts';
import { Allowances, type Pace } from './allowances.ts';
import { createLimitReason, type LimitRuleId } from './limit-rules.ts';
import { changeLimits, defaultLimits, type LimitChange, type Limits, type Rate } from './limits.ts';
import { parseLimitChange } from './parse-limits.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whose request it is. */
export interface LimitHolder {
  readonly skillId: string;
  readonly userId: string;
}

/**
 * The limits, and what everybody has left of them on the gateway's clock. The limits outlive a restart, what is left
 * does not: after a restart, and after each change, every allowance is full.
 */
export class Limiter implements StateRoom {
  readonly kinds: readonly RecordKind[] = ['limits'];
  readonly #clock: Clock;
  readonly #keep: Keep;
  readonly #allowances: Readonly<Record<LimitRuleId, Allowances>> = {
    skill: new Allowances(),
    customer: new Allowances(),
    notice: new Allowances(),
    'notice-customer': new Allowances(),
  };
  #limits: Limits = defaultLimits;
  #paces: Readonly<Record<LimitRuleId, Pace | undefined>> = pacesOf(defaultLimits);

  constructor(clock: Clock, keep: Keep = keepNothing) {
    this.#clock = clock;
    this.#keep = keep;
  }

  /** The limits as they are. */
  read(): Limits {
    return this.#limits;
  }

  /** Changes a part of the limits. */
  change(change: LimitChange): Limits {
    this.#apply(changeLimits(this.#limits, change));
    this.#keep('limits', 'limits', this.#limits);
    return this.#limits;
  }

  /**
   * Takes an event of a skill for a customer from what both have left; undefined when it may pass. A refused event
   * takes nothing from anybody.
   */
  claimEvent({ skillId, userId }: LimitHolder): Reason | undefined {
    const { customer, skill } = this.#paces;
    if (customer === undefined && skill === undefined) return undefined;
    return this.#claim([
      ['customer', `${skillId}\n${userId}`],
      ['skill', skillId],
    ]);
  }

  /** Takes a notice from what the skill has left (429 of the Proactive Events API); undefined when it may pass. */
  claimNotice(skillId: string): Reason | undefined {
    return this.#claim([['notice', skillId]]);
  }

  /**
   * Takes a notice from what a customer may be sent in a day (432): a whole day's at once, and then as the day goes by.
   * Undefined when it may pass.
   */
  claimCustomerNotice({ skillId, userId }: LimitHolder): Reason | undefined {
    return this.#claim([['notice-customer', `${skillId}\n${userId}`]]);
  }

  records(): Iterable<StateRecord> {
    if (this.#limits === defaultLimits) return [];
    return [{ kind: 'limits', key: 'limits', value: this.#limits }];
  }

  restore({ value }: StateRecord): void {
    this.#apply(changeLimits(defaultLimits, parseLimitChange(value)));
  }

  /** The limits of a new gateway again. */
  reset(): void {
    this.#apply(defaultLimits);
  }

  #apply(limits: Limits): void {
    this.#limits = limits;
    this.#paces = pacesOf(limits);
    for (const allowances of Object.values(this.#allowances)) allowances.reset();
  }

  #claim(asked: readonly (readonly [id: LimitRuleId, holder: string])[]): Reason | undefined {
    const now = this.#clock.monotonic();
    for (const [id, holder] of asked) {
      const pace = this.#paces[id];
      const allowed = pace && this.#allowances[id].ask(holder, { pace, now });
      if (allowed?.type === 'throttled') {
        return createLimitReason(id, { now: this.#clock.now(), nextInMs: allowed.nextInMs });
      }
    }
    for (const [id, holder] of asked) {
      const pace = this.#paces[id];
      if (pace !== undefined) this.#allowances[id].take(holder, { pace, now });
    }
    return undefined;
  }
}

function pacesOf({ skill, customer, notice }: Limits): Readonly<Record<LimitRuleId, Pace | undefined>> {
  const { customerPerDay } = notice;
  return {
    skill: paceOf(skill),
    customer: paceOf(customer),
    notice: paceOf(notice),
    'notice-customer':
      customerPerDay === null ? undefined : { everyMs: DAY_MS / customerPerDay, burst: customerPerDay },
  };
}

function paceOf({ perSecond, burst }: Rate): Pace | undefined {
  return perSecond === null || burst === null ? undefined : { everyMs: 1000 / perSecond, burst };
}
