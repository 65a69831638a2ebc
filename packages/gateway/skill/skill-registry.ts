import { GatehouseError } from '@gatehouse/protocol';
import { type Keep, keepNothing, type RecordKind, type StateRecord, type StateRoom } from '../record/state-record.ts';
import type { Skill } from './skill.ts';
import { encodeSkill, parseSkillRecord } from './skill-record.ts';

/** The skills that the gateway knows. */
export class SkillRegistry implements StateRoom {
  readonly kinds: readonly RecordKind[] = ['skill'];
  readonly #keep: Keep;
  readonly #byId = new Map<string, Skill>();
  readonly #byClient = new Map<string, Skill>();

  constructor(keep: Keep = keepNothing) {
    this.#keep = keep;
  }

  /**
   * Adds or replaces a skill.
   *
   * @throws GatehouseError `invalid-request` when another skill has the same client id: it could not be told apart
   *   at the token endpoint
   */
  put(skill: Skill): void {
    this.#put(skill);
    const { kind, key, value } = encodeSkill(skill);
    this.#keep(kind, key, value);
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
    const known = this.#forget(skillId);
    if (known) this.#keep('skill', skillId, undefined);
    return known;
  }

  /** All skills, by id. */
  list(): Skill[] {
    return [...this.#byId.values()].sort((a, b) => (a.skillId < b.skillId ? -1 : 1));
  }

  records(): StateRecord[] {
    return this.list().map(encodeSkill);
  }

  restore(record: StateRecord): void {
    this.#put(parseSkillRecord(record));
  }

  /** Forgets all skills. */
  reset(): void {
    this.#byId.clear();
    this.#byClient.clear();
  }

  #put(skill: Skill): void {
    const holder = this.#byClient.get(skill.clientId);
    if (holder !== undefined && holder.skillId !== skill.skillId) {
      throw new GatehouseError(
        'invalid-request',
        `Cannot take the skill at /clientId: skill ${holder.skillId} has the same client id; each skill needs its own`,
        { pointer: '/clientId' },
      );
    }
    this.#forget(skill.skillId);
    this.#byId.set(skill.skillId, skill);
    this.#byClient.set(skill.clientId, skill);
  }

  #forget(skillId: string): boolean {
    const skill = this.#byId.get(skillId);
    if (skill === undefined) return false;
    this.#byClient.delete(skill.clientId);
    return this.#byId.delete(skillId);
  }
}
