/** A rate: so many a second on the long run, and so many at once. Null lifts it; it counts only while both are numbers. */
export interface Rate {
  readonly perSecond: number | null;
  readonly burst: number | null;
}

/**
 * How many requests the gateway takes: events of a skill, events of one customer of a skill, notices of a skill, and
 * how many notices one customer may be sent in a day.
 */
export interface Limits {
  readonly skill: Rate;
  readonly customer: Rate;
  readonly notice: Rate & { readonly customerPerDay: number | null };
}

/** A change of limits: what is left out stays, null for a whole rate lifts all of it. */
export type LimitChange = {
  readonly [Name in keyof Limits]?: Partial<Limits[Name]> | null;
};

/**
 * The limits of a new gateway. Amazon publishes none (fact sheet 13), so these are our choice: more than one machine
 * sends, so that nobody is throttled who did not ask for it.
 */
export const defaultLimits: Limits = {
  skill: { perSecond: 100_000, burst: 1_000_000 },
  customer: { perSecond: 50_000, burst: 500_000 },
  notice: { perSecond: 100, burst: 10_000, customerPerDay: 1_000 },
};

/**
 * Limits with a part of them changed. Where a rate that was lifted gets a `perSecond` alone, as many may come at once
 * as in one second.
 */
export function changeLimits(limits: Limits, change: LimitChange): Limits {
  const { skill, customer, notice } = change;
  const { customerPerDay } = notice ?? {};
  return {
    skill: changeRate(limits.skill, skill),
    customer: changeRate(limits.customer, customer),
    notice: {
      ...changeRate(limits.notice, notice),
      customerPerDay:
        notice === null || customerPerDay === null ? null : (customerPerDay ?? limits.notice.customerPerDay),
    },
  };
}

function changeRate(rate: Rate, change: Partial<Rate> | null | undefined): Rate {
  if (change === undefined) return { perSecond: rate.perSecond, burst: rate.burst };
  if (change === null) return { perSecond: null, burst: null };
  const perSecond = change.perSecond === undefined ? rate.perSecond : change.perSecond;
  const burst = change.burst === undefined ? rate.burst : change.burst;
  if (burst === null && change.burst === undefined && perSecond !== null) {
    return { perSecond, burst: Math.max(1, Math.ceil(perSecond)) };
  }
  return { perSecond, burst };
}
