import { GatehouseError } from '@gatehouse/protocol';
import type { HomeKey } from '../home/home.ts';
import type { Parties } from './test-gateway.ts';

/** The skills and customers that a test has made known, so that it need not name the only one of each. */
export class KnownParties {
  readonly #skillIds = new Set<string>();
  readonly #userIds = new Set<string>();

  /** A name for the next skill: `skill-1`, `skill-2` … */
  nextSkillId(): string {
    return nextName('skill', this.#skillIds);
  }

  /** A name for the next customer: `user-1`, `user-2` … */
  nextUserId(): string {
    return nextName('user', this.#userIds);
  }

  /** Remembers a skill. */
  addSkill(skillId: string): void {
    this.#skillIds.add(skillId);
  }

  /** Remembers a customer. */
  addCustomer(userId: string): void {
    this.#userIds.add(userId);
  }

  /**
   * The skill and the customer that are meant.
   *
   * @throws GatehouseError `wrong-usage` when one is left out and there is not exactly one
   */
  resolve({ skillId, userId }: Parties): HomeKey {
    return { skillId: skillId ?? only('skill', this.#skillIds), userId: this.resolveCustomer(userId) };
  }

  /**
   * The customer who is meant.
   *
   * @throws GatehouseError `wrong-usage` when it is left out and there is not exactly one
   */
  resolveCustomer(userId?: string): string {
    return userId ?? only('user', this.#userIds);
  }

  /** Forgets all. */
  reset(): void {
    this.#skillIds.clear();
    this.#userIds.clear();
  }
}

function nextName(prefix: string, taken: ReadonlySet<string>): string {
  let number = taken.size + 1;
  while (taken.has(`${prefix}-${number}`)) number += 1;
  return `${prefix}-${number}`;
}

function only(what: 'skill' | 'user', names: ReadonlySet<string>): string {
  const [first, ...others] = names;
  if (first !== undefined && others.length === 0) return first;
  const [member, method] = what === 'skill' ? ['skillId', 'addSkill()'] : ['userId', 'addCustomer()'];
  const found = first === undefined ? 'none was added' : `${names.size} were added (${[...names].join(', ')})`;
  throw new GatehouseError(
    'wrong-usage',
    `Cannot tell which ${what} is meant: ${found}; give ${member}, or call ${method}`,
  );
}
