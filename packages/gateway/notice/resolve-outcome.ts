import { chooseNoticeLocale, listReferences } from '@gatehouse/protocol';
import type { Customer } from '../customer/customer.ts';
import { listsEvent } from '../skill/skill.ts';
import type { NoticeOutcome, WithheldCode } from './notice-fate.ts';
import type { TakenNotice } from './taken-notice.ts';

/** Whom a notice that is due reaches, or not. */
export interface OutcomeContext {
  /** The customer as known when the notice is due. */
  readonly customer: Customer;
  /** Whether the skill is enabled for the customer. */
  readonly isEnabled: boolean;
  /** How many notices of the skill the customer has heard in the day before. */
  readonly heardInDay: number;
  readonly fallback: 'language' | 'none';
}

/**
 * What becomes of a notice for a customer at the moment when it is due. A notice for one customer was counted against the
 * limit when it was posted; one for many is counted here.
 */
export function resolveOutcome(notice: TakenNotice, context: OutcomeContext): NoticeOutcome {
  const { locale, timeZone, region } = context.customer;
  const code = notice.refused ?? findObstacle(notice, context);
  if (code === undefined) return { type: 'heard', locale, timeZone };
  return { type: 'withheld', code, locale, timeZone, ...(code === 'wrong-region' && { region }) };
}

function findObstacle(notice: TakenNotice, context: OutcomeContext): WithheldCode | undefined {
  const { customer, isEnabled, heardInDay, fallback } = context;
  if (customer.region !== notice.region) return 'wrong-region';
  if (!isEnabled) return 'not-enabled';
  if (!isSubscribed(customer, notice)) return 'not-subscribed';
  if (!speaks(notice, customer.locale, fallback)) return 'locale-not-matched';
  const counted = notice.userId === undefined && notice.perDay !== undefined;
  return counted && heardInDay >= (notice.perDay ?? 0) ? 'limited' : undefined;
}

/** Whether a customer allows notices of this event from the skill. */
export function isSubscribed(
  customer: Customer,
  { skillId, event }: { readonly skillId: string; readonly event: { readonly name: string } },
): boolean {
  const allowed = Object.hasOwn(customer.notifications, skillId) ? customer.notifications[skillId] : undefined;
  return listsEvent(allowed ?? [], event.name);
}

/** A notice that refers to no localised text can be told in any language. */
function speaks(notice: TakenNotice, locale: string, fallback: OutcomeContext['fallback']): boolean {
  return chooseNoticeLocale(notice.attributes, locale, { fallback }) !== undefined || !refersToTexts(notice);
}

/** Whether a notice has texts that stand in its localised attributes. */
export function refersToTexts({ event }: Pick<TakenNotice, 'event'>): boolean {
  return listReferences(event.payload).length > 0;
}
