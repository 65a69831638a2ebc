import type { JournalEntry } from '../journal/journal-entry.ts';
import type { EffectMatch } from './entry-match.ts';
import { judgeAccepted, judgeEffect, judgeNoEffect, judgeRefused, type RefusalMatch } from './judge-entry.ts';
import { judgeState, type StateMatch } from './judge-state.ts';
import type { Judgement } from './judgement.ts';
import type { TestGateway } from './test-gateway.ts';

/**
 * The matchers as `expect(…)` has them, for the types of a test runner; `R` is what a matcher answers there. With
 * vitest: `declare module 'vitest' { interface Matchers<R, T> extends GatehouseExpectations<R> {} }`.
 */
export interface GatehouseExpectations<R = void> {
  /** The gateway accepted the request of this journal entry. */
  toBeAccepted(): R;
  /** One of its effects is as expected. */
  toHaveEffect(expected: EffectMatch): R;
  /** It was accepted and did nothing, by this reason where one is given. */
  toHaveNoEffect(reason?: string): R;
  /** It was refused, with this status and code where they are given. */
  toBeRefusedWith(expected?: RefusalMatch): R;
  /** The gateway's Alexa knows a property with this value; to be awaited. */
  toHaveState(expected: StateMatch): Promise<void>;
}

/** What a matcher of vitest or jest answers. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
  readonly expected?: unknown;
  readonly actual?: unknown;
}

/** The matchers for `expect.extend(gatehouseMatchers)` of vitest and jest; {@link GatehouseExpectations} says what each checks. */
export const gatehouseMatchers: {
  toBeAccepted(entry: JournalEntry): MatcherResult;
  toHaveEffect(entry: JournalEntry, expected: EffectMatch): MatcherResult;
  toHaveNoEffect(entry: JournalEntry, reason?: string): MatcherResult;
  toBeRefusedWith(entry: JournalEntry, expected?: RefusalMatch): MatcherResult;
  toHaveState(gateway: TestGateway, expected: StateMatch): Promise<MatcherResult>;
} = {
  toBeAccepted: entry => answer(judgeAccepted(entry)),
  toHaveEffect: (entry, expected) => answer(judgeEffect(entry, expected)),
  toHaveNoEffect: (entry, reason) => answer(judgeNoEffect(entry, reason)),
  toBeRefusedWith: (entry, expected) => answer(judgeRefused(entry, expected)),
  toHaveState: async (gateway, expected) => answer(judgeState(await gateway.home(expected.userId), expected)),
};

function answer({ message, ...rest }: Judgement): MatcherResult {
  return { ...rest, message: () => message };
}
