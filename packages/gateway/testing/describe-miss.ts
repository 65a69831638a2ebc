import type { JournalEntry } from '../journal/journal-entry.ts';
import { describeEntry, showValue } from './describe-entry.ts';
import { type Criterion, criteriaOf, type EffectMatch, type EntryMatch, listDifferences } from './entry-match.ts';

/** How many of the entries that did arrive are shown. */
const MOST_SHOWN = 5;

/** A wait for entries that ended without them. */
export interface Miss {
  readonly match: EntryMatch;
  readonly count: number;
  readonly timeoutMs: number;
  /** Everything that the journal holds. */
  readonly entries: readonly JournalEntry[];
  /** Where the gateway takes events, to be told when nothing came at all. */
  readonly url: string;
}

/**
 * Tells what a test waited for in vain: the entries that came nearest, each with the members in which it differs, what
 * it did, and by which rule it did nothing.
 */
export function describeMiss(miss: Miss): string {
  const { match, count, timeoutMs, entries, url } = miss;
  const ranked = rank(entries, match);
  const found = ranked.filter(({ differences }) => differences.length === 0).length;
  const number = count === 1 ? 'an entry' : `${count} entries`;
  const headline = `Waited ${timeoutMs} ms for ${number} of the journal with ${describeMatch(match)}; found ${found || 'none'}`;
  if (entries.length === 0) {
    return `${headline}\nThe journal is empty: no request has reached the gateway; send events to ${url}/v3/events`;
  }
  const shown = ranked.slice(0, MOST_SHOWN);
  const left = ranked.length - shown.length;
  const came = `What did come, the nearest first (${shown.length} of ${ranked.length}):`;
  const blocks = shown.flatMap(each => ['', ...describeRanked(each, match)]);
  return [headline, came, ...blocks, ...(left > 0 ? ['', `… and ${left} further from it`] : [])].join('\n');
}

/** What a match asks for, in words. */
export function describeMatch(match: EntryMatch): string {
  const parts = criteriaOf(match).map(criterion => `${criterion} ${showExpected(match, criterion)}`);
  return parts.length === 0 ? 'whatever content' : parts.join(', ');
}

/** An effect that a test expects, in words. */
export function describeExpectedEffect(expected: EffectMatch): string {
  if (typeof expected === 'string') return expected;
  return Object.entries(expected)
    .map(([name, value]) => `${name} ${showValue(value)}`)
    .join(', ');
}

interface Ranked {
  readonly entry: JournalEntry;
  readonly differences: readonly Criterion[];
}

/** The fewer differences the nearer; of equals the newer first, as it is likelier the one that was meant. */
function rank(entries: readonly JournalEntry[], match: EntryMatch): Ranked[] {
  return entries
    .map(entry => ({ entry, differences: listDifferences(entry, match) }))
    .reverse()
    .sort((a, b) => a.differences.length - b.differences.length);
}

function describeRanked({ entry, differences }: Ranked, match: EntryMatch): string[] {
  const [first = '', ...rest] = describeEntry(entry);
  const wanted = differences.map(
    criterion => `expected ${criterion} ${showExpected(match, criterion)}${showFound(entry, criterion)}`,
  );
  return [
    `  ${differences.length === 0 ? '✔' : '✖'} ${first}`,
    ...[...wanted, ...rest].map(line => `    ${line.trim()}`),
  ];
}

/** What an entry has instead; effects and reasons are shown below it, each on a line of its own. */
function showFound(entry: JournalEntry, criterion: Criterion): string {
  if (criterion === 'effect' || criterion === 'reason') return '';
  return `, found ${entry[criterion] === undefined ? 'none' : showValue(entry[criterion])}`;
}

function showExpected(match: EntryMatch, criterion: Criterion): string {
  if (criterion === 'effect' && match.effect !== undefined) return `(${describeExpectedEffect(match.effect)})`;
  return showValue(match[criterion]);
}
