import { GatehouseError } from '@gatehouse/protocol';
import type { Skill } from './skill.ts';

/** The skills that the gateway knows, in memory. */
export class SkillRegistry {
  readonly #byId = new Map<string, Skill>();
  readonly #byClient = new Map<string, Skill>();

  /**
   * Adds or replaces a skill.
   *
   * @throws GatehouseError `invalid-request` when another skill has the same client id: it could not be told apart
   *   at the token endpoint
   */
  put(skill: Skill): void {
    const holder = this.#byClient.get(skill.clientId);
    if (holder !== undefined && holder.skillId !== skill.skillId) {
      throw new GatehouseError(
        'invalid-request',
        `Cannot take the skill at /clientId: skill ${holder.skillId} has the same client id; each skill needs its own`,
        { pointer: '/clientId' },
      );
    }
    this.remove(skill.skillId);
    this.#byId.set(skill.skillId, skill);
    this.#byClient.set(skill.clientId, skill);
  }

  /** A skill by its id. */
  read(skillId: string): Skill | undefined {
    return this.#byId.get(skillId);
  }

  /** A skill by the client id of its messaging credentials. */
  readByClient(clientId: string): Skill | undefined {
    return this.#byClient.get(clientId);
  }

  /** Forgets a skill; false when it was not known. */
  remove(skillId: string): boolean {
    const skill = this.#byId.get(skillId);
    if (skill === undefined) return false;
    this.#byClient.delete(skill.clientId);
    return this.#byId.delete(skillId);
  }

  /** All skills, by id. */
  list(): Skill[] {
    return [...this.#byId.values()].sort((a, b) => (a.skillId < b.skillId ? -1 : 1));
  }

  /** Forgets all skills. */
  reset(): void {
    this.#byId.clear();
    this.#byClient.clear();
  }
}
