import { SortedKeys } from '../record/sorted-keys.ts';
import { type Keep, keepNothing, type RecordKind, type StateRecord, type StateRoom } from '../record/state-record.ts';
import type { Customer } from './customer.ts';
import { parseCustomer } from './parse-customer.ts';

/** The customers that the gateway knows. */
export class CustomerRegistry implements StateRoom {
  readonly kinds: readonly RecordKind[] = ['customer'];
  readonly #byId = new Map<string, Customer>();
  readonly #ids = new SortedKeys();
  readonly #keep: Keep;

  constructor(keep: Keep = keepNothing) {
    this.#keep = keep;
  }

  /** Adds or replaces a customer. */
  put(customer: Customer): void {
    this.#put(customer);
    const { kind, key, value } = encodeCustomer(customer);
    this.#keep(kind, key, value);
  }

  /** A customer by id. */
  read(userId: string): Customer | undefined {
    return this.#byId.get(userId);
  }

  /** Forgets a customer; false when it was not known. */
  remove(userId: string): boolean {
    const known = this.#byId.delete(userId);
    if (!known) return false;
    this.#ids.remove(userId);
    this.#keep('customer', userId, undefined);
    return true;
  }

  /** Customers by id: at most `limit`, default all, and only those after the id `after`, if it is given. */
  list(limit: number = this.#byId.size, after?: string): Customer[] {
    return this.#ids.list(limit, after).flatMap(userId => this.#byId.get(userId) ?? []);
  }

  records(): StateRecord[] {
    return this.list().map(encodeCustomer);
  }

  restore({ key, value }: StateRecord): void {
    this.#put(parseCustomer(value, key));
  }

  /** Forgets all customers. */
  reset(): void {
    this.#byId.clear();
    this.#ids.clear();
  }

  #put(customer: Customer): void {
    if (!this.#byId.has(customer.userId)) this.#ids.add(customer.userId);
    this.#byId.set(customer.userId, customer);
  }
}

function encodeCustomer({ userId: key, ...value }: Customer): StateRecord {
  return { kind: 'customer', key, value };
}
