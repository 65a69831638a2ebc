import type { Link } from './link.ts';

/** Which skills are enabled for whom, in memory. */
export class LinkRegistry {
  readonly #byCustomer = new Map<string, Map<string, Link>>();

  /** Adds a link, or replaces that of the same skill and customer. */
  put(link: Link): void {
    const links = this.#byCustomer.get(link.userId) ?? new Map<string, Link>();
    links.set(link.skillId, link);
    this.#byCustomer.set(link.userId, links);
  }

  /** The link of a skill and a customer, if the skill is enabled. */
  read(skillId: string, userId: string): Link | undefined {
    return this.#byCustomer.get(userId)?.get(skillId);
  }

  /** Ends a link; answers it as it was. */
  remove(skillId: string, userId: string): Link | undefined {
    const links = this.#byCustomer.get(userId);
    const link = links?.get(skillId);
    links?.delete(skillId);
    if (links?.size === 0) this.#byCustomer.delete(userId);
    return link;
  }

  /** Every link of one customer. */
  listOfCustomer(userId: string): Link[] {
    return [...(this.#byCustomer.get(userId)?.values() ?? [])];
  }

  /** Every link of one skill; walks all customers. */
  listOfSkill(skillId: string): Link[] {
    return [...this.#byCustomer.values()].flatMap(links => links.get(skillId) ?? []);
  }

  /** Ends all links. */
  reset(): void {
    this.#byCustomer.clear();
  }
}
