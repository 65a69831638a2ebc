import type { Clock } from '@gatehouse/client/platform';
import type { Customer } from '../customer/customer.ts';
import type { CustomerRegistry } from '../customer/customer-registry.ts';
import type { Reason } from '../journal/reason.ts';
import type { Limiter } from '../limit/limiter.ts';
import type { LinkRegistry } from '../link/link-registry.ts';
import type { Skill } from '../skill/skill.ts';
import type { NoticeBook } from './notice-book.ts';
import { type NoticeRefusal, refuseNotice } from './notice-refusal.ts';
import { createNoticeReason } from './notice-rules.ts';
import { isSubscribed } from './resolve-outcome.ts';
import type { NewNotice, RefusedCode } from './taken-notice.ts';

/** Who listens, and what was sent to them. */
export interface AudienceHouse {
  readonly clock: Clock;
  readonly customers: CustomerRegistry;
  readonly links: LinkRegistry;
  readonly notices: NoticeBook;
  readonly limits: Pick<Limiter, 'claimCustomerNotice'>;
}

/** A notice that may be taken; `reason` says why nobody will hear it, where that is known already. */
export type AudienceVerdict = { readonly type: 'accepted'; readonly reason?: Reason } | NoticeRefusal;

interface AudienceContext {
  readonly skill: Skill;
  readonly house: AudienceHouse;
}

/**
 * Judges whether a notice may go to whom it is for. One for a customer: known, the skill enabled, subscribed, not sent
 * before, and within the limit of a live skill. One for many is judged for each of them when it is due; here only that it
 * was not sent before. Source: notice sheet 2, Statuses and bodies, 403, 409 and 432.
 */
export function judgeAudience(notice: NewNotice, { skill, house }: AudienceContext): AudienceVerdict {
  const { userId } = notice;
  const customer = userId === undefined ? undefined : house.customers.read(userId);
  if (userId !== undefined && customer === undefined)
    return refuseNotice('customer-unknown', noEnablement(skill, userId));
  const isElsewhere = customer !== undefined && customer.region !== notice.region;
  const barred = customer === undefined || isElsewhere ? undefined : judgeCustomer(notice, { customer, skill, house });
  if (barred !== undefined) return barred;
  const versions = house.notices.listVersions(notice, userId);
  if (versions.some(({ timestamp }) => timestamp === notice.timestamp)) return refuseNotice('duplicate');
  const limited = isElsewhere ? undefined : judgeLimit(notice, house);
  if (limited !== undefined) return limited;
  if (isElsewhere) return { type: 'accepted', reason: describeElsewhere(notice, customer) };
  const isStale = versions.some(({ timestamp }) => timestamp > notice.timestamp);
  return { type: 'accepted', ...(isStale && { reason: createNoticeReason('stale') }) };
}

/** Whether a skill is enabled for a customer: linked, or with a list of events, which enabling alone brings about. */
export function isEnabledFor(customer: Customer, skillId: string, links: LinkRegistry): boolean {
  return Object.hasOwn(customer.notifications, skillId) || links.read(skillId, customer.userId) !== undefined;
}

function judgeCustomer(
  notice: NewNotice,
  { customer, skill, house }: AudienceContext & { readonly customer: Customer },
): NoticeRefusal | undefined {
  const { userId } = customer;
  if (!isEnabledFor(customer, skill.skillId, house.links)) {
    return { ...refuseNotice('not-enabled', noEnablement(skill, userId)), notice: markRefused(notice, 'not-enabled') };
  }
  if (isSubscribed(customer, notice)) return undefined;
  const said = `No subscription found for stage=${notice.stage}, skillId=${skill.skillId}, topicId=${notice.event.name}`;
  return { ...refuseNotice('not-subscribed', said), notice: markRefused(notice, 'not-subscribed') };
}

/** The limit of a customer holds for live skills only (notice sheet, Development and live). */
function judgeLimit(notice: NewNotice, house: AudienceHouse): NoticeRefusal | undefined {
  const { userId, skillId, stage } = notice;
  if (userId === undefined || stage !== 'live') return undefined;
  const reason = house.limits.claimCustomerNotice({ skillId, userId });
  const refused = { type: 'refused', code: 'CUSTOMER_LIMIT_EXCEEDED', notice: markRefused(notice, 'limited') } as const;
  return reason && { ...refused, reason };
}

function markRefused(notice: NewNotice, refused: RefusedCode): NewNotice {
  return { ...notice, dueAt: notice.takenAt, refused };
}

function describeElsewhere({ region }: NewNotice, customer: Customer): Reason {
  const message = `The customer is in ${customer.region}, the notice came to ${region}; it is taken, and nobody hears it`;
  return createNoticeReason('wrong-region', message);
}

function noEnablement({ clientId }: Skill, userId: string): string {
  return `No enablement for clientId: ${clientId}, userId: ${userId}`;
}
