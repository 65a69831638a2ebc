import { AssertionError } from 'node:assert';
import type { Clock } from '@gatehouse/client/platform';
import type { JournalEntry } from '../journal/journal-entry.ts';
import type { JournalFilter } from '../journal/journal-filter.ts';
import { type ControlClient, readAnswer } from './control-client.ts';
import { describeMiss } from './describe-miss.ts';
import { type EntryMatch, filterOf, listDifferences } from './entry-match.ts';
import type { UntilOptions } from './test-gateway.ts';

const DEFAULT_TIMEOUT_MS = 2_000;
/** The most entries that the journal is asked to wait for at once. */
const MOST_AWAITED = 1_000;

/** What a wait works with; `url` is where the gateway takes events. */
export interface EntryWait {
  readonly client: ControlClient;
  readonly clock: Clock;
  readonly url: string;
}

/**
 * Waits until so many entries agree with a match, and answers them, oldest first.
 *
 * @throws AssertionError when the time is up, with what did arrive
 */
export async function awaitEntries(
  match: EntryMatch,
  { client, clock, url, ...options }: EntryWait & UntilOptions,
): Promise<[JournalEntry, ...JournalEntry[]]> {
  const { count = 1, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const endsAt = clock.monotonic() + timeoutMs;
  // The journal counts by its own filters; of what it finds some may differ in the rest, and more has to come.
  let wanted = count;
  while (wanted <= MOST_AWAITED) {
    const leftMs = Math.max(0, Math.round(endsAt - clock.monotonic()));
    const call = {
      method: 'POST',
      path: '/journal/await',
      body: { match: filterOf(match), count: wanted, timeoutMs: leftMs },
    } as const;
    const answer = await client.call(call);
    const isTimeUp = answer.status === 408;
    const { items } = (isTimeUp ? answer.body : readAnswer(answer, call)) as Page;
    const found = items.filter(entry => listDifferences(entry, match).length === 0);
    const [first, ...rest] = found.slice(0, count);
    if (first !== undefined && found.length >= count) return [first, ...rest];
    if (isTimeUp) break;
    wanted = items.length + count - found.length;
  }
  const entries = await listEntries(client);
  throw new AssertionError({ message: describeMiss({ match, count, timeoutMs, entries, url }), operator: 'until' });
}

/** Every entry of the journal that agrees with a filter, oldest first. */
export async function listEntries(client: ControlClient, filter: JournalFilter = {}): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  let after: string | undefined;
  do {
    const query = new URLSearchParams({ limit: String(MOST_AWAITED), ...(after !== undefined && { after }) });
    for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, String(value));
    const page = (await client.ask({ method: 'GET', path: `/journal?${query}` })) as Page;
    entries.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return entries;
}

interface Page {
  readonly items: readonly JournalEntry[];
  readonly next?: string;
}
