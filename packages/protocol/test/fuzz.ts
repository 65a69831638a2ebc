import { type Problem, rules } from '../index.ts';
import { breakSurely } from './break-surely.ts';
import { countReads, sizeOf } from './count-reads.ts';
import { mutate } from './mutate.ts';
import { judgeVector, type Vector } from './read-vectors.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';

/** What a run of mutations came to. `failures` say the seed and the run, with which each can be repeated. */
export interface FuzzReport {
  readonly runs: number;
  readonly broken: number;
  readonly refused: number;
  readonly problems: number;
  readonly mostReadsPerValue: number;
  readonly failures: readonly string[];
}

/** The most reads of members that judging may take, for each value that a message is made of. */
const READS_PER_VALUE = 120;

/** Failures after which a run gives up: one mistake is seen often enough. */
const MOST_FAILURES = 20;

/**
 * Judges mutations of valid messages, so many of them. One in two is broken for certain and must be refused; the others
 * are changed at one to four places at random and must be judged without a throw. Reads are counted of every 16th.
 * `judge` stands for the validators.
 */
export function runFuzz(options: {
  readonly runs: number;
  readonly seed: number;
  readonly valid: readonly Vector[];
  readonly judge?: Judge;
}): FuzzReport {
  const { runs, seed, valid, judge = judgeVector } = options;
  const random = createSeededRandom(seed);
  const total = { runs: 0, broken: 0, refused: 0, problems: 0, mostReadsPerValue: 0, failures: [] as string[] };
  for (; total.runs < runs && total.failures.length < MOST_FAILURES; total.runs += 1) {
    const source = valid[random.below(valid.length)];
    if (source !== undefined) {
      const isBroken = random.below(2) === 0;
      const { vector, how } = mutated(random, source, isBroken);
      const judged = total.runs % 16 === 0 ? judgeCounted(vector, judge) : judgeOnce(vector, judge);
      const fault = judged.fault ?? faultOf(judged.problems, vector, isBroken);
      total.broken += isBroken ? 1 : 0;
      total.refused += judged.problems.some(({ severity }) => severity === 'error') ? 1 : 0;
      total.problems += judged.problems.length;
      total.mostReadsPerValue = Math.max(total.mostReadsPerValue, judged.readsPerValue);
      if (fault !== undefined) {
        const text = JSON.stringify(vector.value)?.slice(0, 2000);
        total.failures.push(`seed ${seed} run ${total.runs}: ${fault}; ${source.place} ${how}: ${text}`);
      }
    }
  }
  return total;
}

function mutated(random: SeededRandom, source: Vector, isBroken: boolean): { vector: Vector; how: string } {
  const mode = random.below(2) === 0 || source.kind === 'state' ? {} : { mode: 'observed' as const };
  let value: unknown = structuredClone(source.value);
  let how = '';
  if (isBroken) {
    how = breakSurely(random, source, value);
  } else {
    for (let left = 1 + random.below(4); left > 0; left -= 1) {
      value = mutate(random, value);
    }
    how = 'mutated';
  }
  return { vector: { ...source, ...mode, value }, how };
}

interface Judged {
  readonly problems: readonly Problem[];
  readonly readsPerValue: number;
  readonly fault?: string;
}

type Judge = (vector: Vector) => readonly Problem[];

function judgeOnce(vector: Vector, judge: Judge): Judged {
  try {
    return { problems: judge(vector), readsPerValue: 0 };
  } catch (error) {
    return { problems: [], readsPerValue: 0, fault: `threw ${String(error)}` };
  }
}

function judgeCounted(vector: Vector, judge: Judge): Judged {
  const counted = countReads(vector.value);
  const judged = judgeOnce({ ...vector, value: counted.value }, judge);
  const readsPerValue = counted.reads() / sizeOf(vector.value);
  const fault = `took ${Math.round(readsPerValue)} reads for each value; allowed ${READS_PER_VALUE}`;
  return readsPerValue > READS_PER_VALUE ? { ...judged, fault, readsPerValue } : { ...judged, readsPerValue };
}

/** What is wrong with what was found, or undefined. */
function faultOf(problems: readonly Problem[], vector: Vector, isBroken: boolean): string | undefined {
  const mode = vector.mode ?? 'strict';
  const isRefused = problems.some(({ severity }) => severity === 'error');
  if (isBroken && (mode === 'strict' ? !isRefused : problems.length === 0)) {
    return `was broken and ${mode} mode found ${problems.length} problems`;
  }
  for (const { rule, severity, pointer, message } of problems) {
    const known = Object.values(rules).find(({ id }) => id === rule);
    if (known === undefined || severity !== known[mode] || message === '') {
      return `found ${rule} with severity ${severity} and message ${JSON.stringify(message)}`;
    }
    if (!pointsInto(vector.value, pointer)) {
      return `points to ${pointer}, which is nowhere`;
    }
  }
  return undefined;
}

/** Whether a pointer leads to a member of a value, or to one that is missing from an object or array in it. */
function pointsInto(value: unknown, pointer: string): boolean {
  const steps = pointer
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  let owner = value;
  for (const step of steps.slice(0, -1)) {
    if (typeof owner !== 'object' || owner === null || !Object.hasOwn(owner, step)) {
      return false;
    }
    owner = Reflect.get(owner, step);
  }
  return steps.length === 0 ? pointer === '' : typeof owner === 'object' && owner !== null;
}
