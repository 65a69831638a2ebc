import { type Keep, keepNothing, type RecordKind, type StateRecord, type StateRoom } from '../record/state-record.ts';
import type { Customer } from './customer.ts';
import { parseCustomer } from './parse-customer.ts';

/** The customers that the gateway knows. */
export class CustomerRegistry implements StateRoom {
  readonly kinds: readonly RecordKind[] = ['customer'];
  readonly #byId = new Map<string, Customer>();
  readonly #keep: Keep;

  constructor(keep: Keep = keepNothing) {
    this.#keep = keep;
  }

  /** Adds or replaces a customer. */
  put(customer: Customer): void {
    this.#byId.set(customer.userId, customer);
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
    if (known) this.#keep('customer', userId, undefined);
    return known;
  }

  /** All customers, by id. */
  list(): Customer[] {
    return [...this.#byId.values()].sort((a, b) => (a.userId < b.userId ? -1 : 1));
  }

  records(): StateRecord[] {
    return this.list().map(encodeCustomer);
  }

  restore({ key, value }: StateRecord): void {
    this.#byId.set(key, parseCustomer(value, key));
  }

  /** Forgets all customers. */
  reset(): void {
    this.#byId.clear();
  }
}

function encodeCustomer({ userId: key, ...value }: Customer): StateRecord {
  return { kind: 'customer', key, value };
}
