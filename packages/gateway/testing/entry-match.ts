import { isDeepStrictEqual } from 'node:util';
import type { Effect } from '../effect/effect.ts';
import type { JournalEntry } from '../journal/journal-entry.ts';
import { JOURNAL_FILTER_KEYS, type JournalFilter } from '../journal/journal-filter.ts';

/**
 * An effect as a test expects it: its type alone (`'state'`), or some of its members with their values, as in
 * `{ type: 'state', name: 'powerState', value: 'ON' }`. Values are compared deeply.
 */
export type EffectMatch = Effect['type'] | Readonly<Record<string, unknown>>;

/**
 * Which journal entries a test means: those that agree in every member given. Beside the filters of the journal these
 * are the verdict, one of the effects, and the code of the reason (`'stale-sample'`) why something had none.
 */
export interface EntryMatch extends JournalFilter {
  readonly verdict?: JournalEntry['verdict'];
  readonly effect?: EffectMatch;
  readonly reason?: string;
}

/** One member of an {@link EntryMatch}. */
export type Criterion = keyof EntryMatch;

/** The members that a match gives, those of the journal's own filters first. */
export function criteriaOf(match: EntryMatch): Criterion[] {
  return [...JOURNAL_FILTER_KEYS, 'verdict' as const, 'effect' as const, 'reason' as const].filter(
    criterion => match[criterion] !== undefined,
  );
}

/** The part of a match that the journal itself can answer. */
export function filterOf(match: EntryMatch): JournalFilter {
  return Object.fromEntries(JOURNAL_FILTER_KEYS.flatMap(key => (match[key] === undefined ? [] : [[key, match[key]]])));
}

/** The members of a match in which an entry differs; none when the entry is meant. */
export function listDifferences(entry: JournalEntry, match: EntryMatch): Criterion[] {
  return criteriaOf(match).filter(criterion => !agrees(entry, { match, criterion }));
}

/** Whether an effect is as expected. */
export function matchesEffect(effect: Effect, expected: EffectMatch): boolean {
  if (typeof expected === 'string') return effect.type === expected;
  return Object.entries(expected).every(([name, value]) => isDeepStrictEqual(Reflect.get(effect, name), value));
}

/** The codes of all reasons that an entry gives: why it was refused, or why each part of it had no effect. */
export function reasonCodesOf({ reason, ignored = [] }: JournalEntry): Set<string> {
  return new Set([...(reason === undefined ? [] : [reason]), ...ignored].map(({ code }) => code));
}

function agrees(
  entry: JournalEntry,
  { match, criterion }: { readonly match: EntryMatch; readonly criterion: Criterion },
): boolean {
  switch (criterion) {
    case 'effect': {
      const { effect: expected } = match;
      return expected === undefined || entry.effects.some(effect => matchesEffect(effect, expected));
    }
    case 'reason':
      return match.reason === undefined || reasonCodesOf(entry).has(match.reason);
    default:
      return entry[criterion] === match[criterion];
  }
}
