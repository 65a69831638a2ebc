import type { Customer } from './customer.ts';

/** The customers that the gateway knows, in memory. */
export class CustomerRegistry {
  readonly #byId = new Map<string, Customer>();

  /** Adds or replaces a customer. */
  put(customer: Customer): void {
    this.#byId.set(customer.userId, customer);
  }

  /** A customer by id. */
  read(userId: string): Customer | undefined {
    return this.#byId.get(userId);
  }

  /** Forgets a customer; false when it was not known. */
  remove(userId: string): boolean {
    return this.#byId.delete(userId);
  }

  /** All customers, by id. */
  list(): Customer[] {
    return [...this.#byId.values()].sort((a, b) => (a.userId < b.userId ? -1 : 1));
  }

  /** Forgets all customers. */
  reset(): void {
    this.#byId.clear();
  }
}
