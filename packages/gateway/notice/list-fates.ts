import type { Customer } from '../customer/customer.ts';
import type { NoticeFate, NoticeOutcome } from './notice-fate.ts';
import { resolveOutcome } from './resolve-outcome.ts';
import type { TakenNotice } from './taken-notice.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A customer as notices find one. */
export interface Listener {
  readonly customer: Customer;
  /** Whether a skill is enabled for the customer. */
  isEnabled(skillId: string): boolean;
}

/** What {@link listFates} goes by. */
export interface FateContext {
  readonly listener: Listener;
  /** Milliseconds since the epoch, on the gateway's clock. */
  readonly now: number;
  readonly fallback: 'language' | 'none';
  /** What became of notices before the customer last changed anything, by number. */
  readonly settled: ReadonlyMap<number, NoticeOutcome>;
  /** Numbers of those that came after a newer version which is not kept any more. */
  readonly stale: ReadonlySet<number>;
  /** Every version of the notice's reference that the customer may be told, itself included. */
  versionsOf(notice: TakenNotice): readonly TakenNotice[];
}

/** A notice, where it stands for a customer, and what became of it when it was due. */
export interface ListedFate {
  readonly notice: TakenNotice;
  readonly fate: NoticeFate;
  readonly outcome?: NoticeOutcome;
}

/**
 * Where each notice stands for a customer now, the earliest due first. Nothing waits for a notice to fall due: what became
 * of it follows from the times, and from the customer, who has not changed since the last settling.
 *
 * Laws: of the versions of a reference none is heard once a newer one was taken; none is heard at or after its expiry; each
 * is heard once at most, at its due time.
 */
export function listFates(notices: readonly TakenNotice[], context: FateContext): ListedFate[] {
  const heard = new Map<string, number[]>();
  return notices
    .toSorted((a, b) => a.dueAt - b.dueAt || a.number - b.number)
    .map(notice => {
      const times = timesOf(heard, notice);
      const heardInDay = times.filter(at => at > notice.dueAt - DAY_MS).length;
      const listed = judge(notice, heardInDay, context);
      if (listed.outcome?.type === 'heard') times.push(notice.dueAt);
      return listed;
    });
}

function timesOf(heard: Map<string, number[]>, { skillId, stage }: TakenNotice): number[] {
  const key = `${stage} ${skillId}`;
  const times = heard.get(key) ?? [];
  heard.set(key, times);
  return times;
}

function judge(notice: TakenNotice, heardInDay: number, context: FateContext): ListedFate {
  const replaced = findReplacement(notice, context);
  const outcome = context.settled.get(notice.number) ?? resolveWhenDue(notice, { replaced, heardInDay, context });
  const { locale, timeZone } = outcome ?? context.listener.customer;
  const place = { locale, timeZone };
  if (outcome === undefined)
    return { notice, fate: { ...judgeWaiting(notice, { replaced, now: context.now }), ...place } };
  if (outcome.type === 'withheld') {
    const { code, region } = outcome;
    return { notice, outcome, fate: { state: 'withheld', code, ...place, ...(region !== undefined && { region }) } };
  }
  const heardAt = notice.dueAt;
  if (replaced === undefined) return { notice, outcome, fate: { state: 'delivered', heardAt, ...place } };
  return { notice, outcome, fate: { state: 'superseded', code: 'superseded', heardAt, ...place } };
}

/** A newer version: since when there is one, and whether it was there before the notice itself. */
interface Replacement {
  readonly at: number;
  readonly isEarlier: boolean;
}

function findReplacement(notice: TakenNotice, { versionsOf, stale }: FateContext): Replacement | undefined {
  if (notice.refused !== undefined) return undefined;
  if (notice.stale || stale.has(notice.number)) return { at: notice.takenAt, isEarlier: true };
  let replacement: Replacement | undefined;
  for (const version of versionsOf(notice)) {
    if (!isNewer(version, notice)) continue;
    const at = Math.max(version.takenAt, notice.takenAt);
    if (replacement === undefined || at < replacement.at) {
      replacement = { at, isEarlier: version.number < notice.number };
    }
  }
  return replacement;
}

/** Whether a version takes the place of a notice; of two with one timestamp the first stays. */
export function isNewer(version: TakenNotice, notice: TakenNotice): boolean {
  if (version.timestamp !== notice.timestamp) return version.timestamp > notice.timestamp;
  return version.number < notice.number;
}

interface Waiting {
  readonly replaced: Replacement | undefined;
  readonly heardInDay: number;
  readonly context: FateContext;
}

function resolveWhenDue(notice: TakenNotice, { replaced, heardInDay, context }: Waiting): NoticeOutcome | undefined {
  const { listener, now, fallback } = context;
  const { dueAt, expiresAt, skillId } = notice;
  // What falls due is told before anything else that comes in the same millisecond.
  const isReplaced = replaced !== undefined && (replaced.isEarlier || replaced.at < dueAt);
  if (now < dueAt || dueAt >= expiresAt || isReplaced) return undefined;
  const { customer } = listener;
  return resolveOutcome(notice, { customer, isEnabled: listener.isEnabled(skillId), heardInDay, fallback });
}

/** A notice that nobody heard: it waits still, or it expired, or there is a newer one, whichever came first. */
function judgeWaiting(
  { expiresAt }: TakenNotice,
  { replaced, now }: { readonly replaced: Replacement | undefined; readonly now: number },
): Pick<NoticeFate, 'state' | 'code'> {
  const isExpired = now >= expiresAt;
  if (replaced !== undefined && !(isExpired && expiresAt <= replaced.at)) {
    return { state: 'superseded', code: replaced.isEarlier ? 'stale' : 'superseded' };
  }
  return isExpired ? { state: 'expired', code: 'expired' } : { state: 'pending' };
}
