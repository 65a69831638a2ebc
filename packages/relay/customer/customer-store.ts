import type { Region } from '@gatehouse/protocol';
import type { Customer, LinkState } from './customer.ts';

/** Which customers to list: all, or those whose link is in one state; a page of at most `limit`, after a customer id. */
export interface CustomerFilter {
  readonly state?: LinkState;
  readonly after?: string;
  readonly limit: number;
}

/** Customers and their links. A customer exists once anything was stored for it. */
export interface CustomerStore {
  /** One customer, or undefined when nothing was ever stored for it. */
  readCustomer(customer: string): Promise<Customer | undefined>;
  /** Customers in the order of their ids. */
  listCustomers(filter: CustomerFilter): Promise<readonly Customer[]>;
  /** Corrects the region; does nothing when a newer grant than `generation` has been given meanwhile. */
  correctRegion(correction: { customer: string; generation: number; region: Region }): Promise<void>;
}
