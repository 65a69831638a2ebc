import type { Region } from '@gatehouse/protocol';
import type { JournalEntry } from './journal-entry.ts';

/** Which entries are meant: those that agree in every member given. An empty filter means all. */
export interface JournalFilter {
  readonly messageId?: string;
  readonly userId?: string;
  readonly skillId?: string;
  readonly endpointId?: string;
  readonly kind?: string;
  readonly region?: Region;
  /** The HTTP status that was answered. */
  readonly status?: number;
}

/** The members of a {@link JournalFilter}, for whoever reads one from a query or a body. */
export const JOURNAL_FILTER_KEYS: readonly (keyof JournalFilter)[] = [
  'messageId',
  'userId',
  'skillId',
  'endpointId',
  'kind',
  'region',
  'status',
];

/** What a filter looks at in an entry; a member that is undefined is one that the entry does not have. */
export type JournalFacts = { readonly [Name in keyof JournalFilter]-?: JournalEntry[Name] | undefined };

/** Those members of an entry alone. */
export function journalFactsOf(entry: Pick<JournalEntry, keyof JournalFilter>): JournalFacts {
  const { messageId, userId, skillId, endpointId, kind, region, status } = entry;
  return { messageId, userId, skillId, endpointId, kind, region, status };
}

/** Whether an entry is meant by a filter. */
export function matchesFilter(entry: Partial<JournalFacts>, filter: JournalFilter): boolean {
  return createMatcher(filter)(entry);
}

/** The same for many entries: only the members that the filter has are looked at. */
export function createMatcher(filter: JournalFilter): (entry: Partial<JournalFacts>) => boolean {
  const keys = JOURNAL_FILTER_KEYS.filter(key => filter[key] !== undefined);
  return entry => keys.every(key => filter[key] === entry[key]);
}
