import { AssertionError } from 'node:assert';
import type { JournalEntry } from '../journal/journal-entry.ts';
import type { EffectMatch } from './entry-match.ts';
import { judgeAccepted, judgeEffect, judgeNoEffect, judgeRefused, type RefusalMatch } from './judge-entry.ts';
import { judgeState, type StateMatch } from './judge-state.ts';
import type { Judgement } from './judgement.ts';
import type { TestGateway } from './test-gateway.ts';

/** Fails unless the gateway accepted the request. Throws AssertionError with what it answered and why. */
export function assertAccepted(entry: JournalEntry): void {
  require(judgeAccepted(entry), assertAccepted);
}

/** Fails unless one of the request's effects is as expected. Throws AssertionError with those that it had, and why none. */
export function assertEffect(entry: JournalEntry, expected: EffectMatch): void {
  require(judgeEffect(entry, expected), assertEffect);
}

/**
 * Fails unless the request was accepted and did nothing.
 *
 * @param reason the code of why, such as `stale-sample`; any when left out
 */
export function assertNoEffect(entry: JournalEntry, reason?: string): void {
  require(judgeNoEffect(entry, reason), assertNoEffect);
}

/** Fails unless the gateway refused the request, and with this status and code where they are given. */
export function assertRefused(entry: JournalEntry, expected?: RefusalMatch): void {
  require(judgeRefused(entry, expected), assertRefused);
}

/** Fails unless Alexa knows a property with this value. Rejects with AssertionError that says what it knows instead. */
export async function assertState(gateway: TestGateway, expected: StateMatch): Promise<void> {
  require(judgeState(await gateway.home(expected.userId), expected), assertState);
}

/** Leaves the assertion itself out of the stack, so that the test's line stands first. */
function require({ pass, message, ...values }: Judgement, assertion: (...args: never[]) => unknown): void {
  if (pass) return;
  throw new AssertionError({ message, operator: assertion.name, stackStartFn: assertion, ...values });
}
