import { createSeededRandom } from '@gatehouse/client/platform';
import { type Keep, keepNothing, type RecordKind, type StateRecord, type StateRoom } from '../record/state-record.ts';
import type { ClaimedFault, CountedFault, FaultMatch, FaultRule, FaultTarget } from './fault.ts';
import { parseFaults } from './parse-fault.ts';

/** The seed of a rule that names none. */
const DEFAULT_SEED = 1;

interface Slot {
  readonly rule: FaultRule;
  matched: number;
  hit: number;
}

/**
 * The faults that were asked for, in their order.
 *
 * Laws: a rule counts every request that matches it, whatever the other rules do; the first rule that fires is the
 * only one that hits; so the rule's word on its k-th matching request depends on k, its seed and, with `count`, its
 * own hits. An empty list is asked nothing.
 */
export class FaultList implements StateRoom {
  readonly kinds: readonly RecordKind[] = ['faults'];
  readonly #keep: Keep;
  #slots: Slot[] = [];

  constructor(keep: Keep = keepNothing) {
    this.#keep = keep;
  }

  /** Whether there is nothing to ask. */
  get isEmpty(): boolean {
    return this.#slots.length === 0;
  }

  /** Replaces the list; counters and chance start anew. */
  put(rules: readonly FaultRule[]): void {
    const before = this.#slots.length;
    this.#slots = rules.map(rule => createSlot(rule));
    for (const index of this.#slots.keys()) this.#keepSlot(index);
    for (let index = rules.length; index < before; index++) this.#keep('faults', encodeKey(index), undefined);
  }

  /** The rules with their counters. */
  list(): CountedFault[] {
    return this.#slots.map(({ rule, matched, hit }) => ({ ...rule, matched, hit }));
  }

  /** Counts a request, and answers the fault that it meets, if any. */
  claim(target: FaultTarget): ClaimedFault | undefined {
    let claimed: ClaimedFault | undefined;
    for (const [index, slot] of this.#slots.entries()) {
      if (!matches(slot.rule.match, target)) continue;
      slot.matched += 1;
      const fires = judgeWhen(slot);
      if (fires && claimed === undefined) {
        slot.hit += 1;
        claimed = { action: slot.rule.do, index };
      }
      this.#keepSlot(index);
    }
    return claimed;
  }

  records(): Iterable<StateRecord> {
    return this.list().map((value, index) => ({ kind: 'faults', key: encodeKey(index), value }));
  }

  restore({ value }: StateRecord): void {
    const [rule] = parseFaults([value]);
    if (rule === undefined) return;
    const slot = createSlot(rule);
    slot.matched = countAt(value, 'matched');
    slot.hit = countAt(value, 'hit');
    this.#slots.push(slot);
  }

  reset(): void {
    this.#slots = [];
  }

  #keepSlot(index: number): void {
    const slot = this.#slots[index];
    if (slot === undefined) return;
    this.#keep('faults', encodeKey(index), { ...slot.rule, matched: slot.matched, hit: slot.hit });
  }
}

function createSlot(rule: FaultRule): Slot {
  return { rule, matched: 0, hit: 0 };
}

/** Of a width that sorts as the numbers do, because the order of the rules decides. */
function encodeKey(index: number): string {
  return String(index).padStart(4, '0');
}

function countAt(value: object, name: string): number {
  const count: unknown = Reflect.get(value, name);
  return typeof count === 'number' ? count : 0;
}

function judgeWhen({ rule, matched, hit }: Slot): boolean {
  const { nth, count, after, probability } = rule.when ?? {};
  if (after !== undefined && matched <= after) return false;
  if (nth !== undefined && matched !== nth) return false;
  if (count !== undefined && hit >= count) return false;
  return probability === undefined || toss(rule.seed ?? DEFAULT_SEED, matched) < probability;
}

/** The chance of a rule's n-th matching request: of seed and number alone, so that a restart changes nothing. */
function toss(seed: number, number: number): number {
  return createSeededRandom(Math.imul(seed, 0x85ebca6b) + number).next();
}

function matches(match: FaultMatch = {}, target: FaultTarget): boolean {
  return (
    (match.path === undefined || plainPath(match.path) === plainPath(target.path)) &&
    (match.region === undefined || match.region === target.region) &&
    (match.skillId === undefined || match.skillId === target.skillId) &&
    (match.userId === undefined || match.userId === target.userId) &&
    (match.kind === undefined || match.kind === target.kind) &&
    (match.endpointId === undefined || match.endpointId === target.endpointId)
  );
}

function plainPath(path: string): string {
  return path.replace(/\/+$/, '').replace('/auth/O2/', '/auth/o2/');
}
