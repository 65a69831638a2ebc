import { GatehouseError } from '@gatehouse/protocol';
import type { JournalEntry } from '../journal/journal-entry.ts';
import { describeEntry, showValue } from './describe-entry.ts';
import { describeExpectedEffect } from './describe-miss.ts';
import { type EffectMatch, matchesEffect, reasonCodesOf } from './entry-match.ts';
import type { Judgement } from './judgement.ts';

/** What a refusal answered; members left out may be anything. */
export interface RefusalMatch {
  readonly status?: number;
  /** Amazon's code: `INVALID_ACCESS_TOKEN_EXCEPTION`. */
  readonly code?: string;
}

/** Whether the request was accepted. */
export function judgeAccepted(entry: JournalEntry): Judgement {
  const pass = requireEntry(entry).verdict === 'accepted';
  return judge(pass, { entry, wanted: 'the gateway to accept the request' });
}

/** Whether one of the effects is as expected. */
export function judgeEffect(entry: JournalEntry, expected: EffectMatch): Judgement {
  const pass = requireEntry(entry).effects.some(effect => matchesEffect(effect, expected));
  return judge(pass, { entry, wanted: `the request to have the effect (${describeExpectedEffect(expected)})` });
}

/** Whether the request was accepted and did nothing; `reason` is the code of why. */
export function judgeNoEffect(entry: JournalEntry, reason?: string): Judgement {
  const { verdict, effects } = requireEntry(entry);
  const codes = reasonCodesOf(entry);
  const pass = verdict === 'accepted' && effects.length === 0 && (reason === undefined || codes.has(reason));
  const why = reason === undefined ? '' : `, by the reason ${reason}`;
  return judge(pass, { entry, wanted: `the request to be accepted without any effect${why}` });
}

/** Whether the request was refused, and with this answer. */
export function judgeRefused(entry: JournalEntry, expected: RefusalMatch = {}): Judgement {
  const { verdict, status, code } = requireEntry(entry);
  const isSame =
    (expected.status === undefined || expected.status === status) &&
    (expected.code === undefined || expected.code === code);
  const answer = [expected.status, expected.code].filter(part => part !== undefined).join(' ');
  const how = answer === '' ? '' : ` with ${answer}`;
  return judge(verdict === 'refused' && isSame, { entry, wanted: `the gateway to refuse the request${how}` });
}

function judge(pass: boolean, { entry, wanted }: { readonly entry: JournalEntry; readonly wanted: string }): Judgement {
  const headline = pass ? `Expected ${wanted.replace(/ to /, ' not to ')}` : `Expected ${wanted}`;
  return { pass, message: [headline, ...describeEntry(entry).map(line => `  ${line}`)].join('\n') };
}

/** Whatever is no entry would pass each `not`. */
function requireEntry(entry: JournalEntry): JournalEntry {
  const candidate: unknown = entry;
  const isEntry =
    typeof candidate === 'object' && candidate !== null && 'verdict' in candidate && 'effects' in candidate;
  if (isEntry) return entry;
  const found = Array.isArray(candidate) ? 'a list' : showValue(candidate);
  throw new GatehouseError(
    'wrong-usage',
    `Cannot judge ${found}: it is no entry of the journal; take one of until() or journal()`,
  );
}
