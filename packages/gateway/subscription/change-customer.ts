import type { Customer } from '../customer/customer.ts';
import type { CustomerRegistry } from '../customer/customer-registry.ts';
import type { LinkRegistry } from '../link/link-registry.ts';
import { isEnabledFor } from '../notice/judge-audience.ts';
import type { Listener } from '../notice/list-fates.ts';
import type { NoticeBook } from '../notice/notice-book.ts';
import type { Allowed } from './subscription-events.ts';

/** What a change of a customer touches. */
export interface CustomerHouse {
  readonly customers: CustomerRegistry;
  readonly links: LinkRegistry;
  readonly notices: NoticeBook;
}

/** A customer as notices find one now. */
export function listenerOf(customer: Customer, { links }: Pick<CustomerHouse, 'links'>): Listener {
  return { customer, isEnabled: skillId => isEnabledFor(customer, skillId, links) };
}

/** What a customer allows a skill: the names of events; undefined where the skill is not enabled. */
export function allowedOf(customer: Customer, skillId: string, links: LinkRegistry): Allowed {
  if (!isEnabledFor(customer, skillId, links)) return undefined;
  return Object.hasOwn(customer.notifications, skillId) ? customer.notifications[skillId] : [];
}

/** Makes sure that notices that were due stay what they were, before anything about a customer changes. */
export function settleNotices(userId: string, house: CustomerHouse): void {
  const customer = house.customers.read(userId);
  if (customer !== undefined) house.notices.settle(listenerOf(customer, house));
}

/**
 * Adds or replaces a customer. Notices that were due before stay what they were; one who is new, or has moved to another
 * region, hears nothing of what was posted to all before.
 */
export function changeCustomer(customer: Customer, house: CustomerHouse): void {
  const { customers, notices } = house;
  const before = customers.read(customer.userId);
  settleNotices(customer.userId, house);
  customers.put(customer);
  if (before?.region !== customer.region) notices.join(customer.userId);
}
