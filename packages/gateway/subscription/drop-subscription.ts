import type { HomeKey } from '../home/home.ts';
import { type CustomerHouse, changeCustomer } from './change-customer.ts';

/** Takes from a customer what a skill may tell, as disabling it does; false when there was nothing. */
export function dropSubscription({ skillId, userId }: HomeKey, house: CustomerHouse): boolean {
  const customer = house.customers.read(userId);
  if (customer === undefined || !Object.hasOwn(customer.notifications, skillId)) return false;
  const { [skillId]: _, ...notifications } = customer.notifications;
  changeCustomer({ ...customer, notifications }, house);
  return true;
}
