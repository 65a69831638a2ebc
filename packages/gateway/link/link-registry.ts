import { type Keep, keepNothing, type RecordKind, type StateRecord, type StateRoom } from '../record/state-record.ts';
import type { Link } from './link.ts';
import { encodeLink, linkKeyOf, parseLinkRecord } from './link-record.ts';

/** Which skills are enabled for whom. */
export class LinkRegistry implements StateRoom {
  readonly kinds: readonly RecordKind[] = ['link'];
  readonly #byCustomer = new Map<string, Map<string, Link>>();
  readonly #keep: Keep;

  constructor(keep: Keep = keepNothing) {
    this.#keep = keep;
  }

  /** Adds a link, or replaces that of the same skill and customer. */
  put(link: Link): void {
    this.#put(link);
    const { kind, key, value } = encodeLink(link);
    this.#keep(kind, key, value);
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
    if (link !== undefined) this.#keep('link', linkKeyOf(link), undefined);
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

  /** By customer; the skills of one in the order in which they were enabled. */
  *records(): Generator<StateRecord> {
    for (const userId of [...this.#byCustomer.keys()].sort()) {
      for (const link of this.#byCustomer.get(userId)?.values() ?? []) yield encodeLink(link);
    }
  }

  restore(record: StateRecord): void {
    this.#put(parseLinkRecord(record));
  }

  /** Ends all links. */
  reset(): void {
    this.#byCustomer.clear();
  }

  #put(link: Link): void {
    const links = this.#byCustomer.get(link.userId) ?? new Map<string, Link>();
    links.set(link.skillId, link);
    this.#byCustomer.set(link.userId, links);
  }
}
