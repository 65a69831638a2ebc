/**
 * A gateway for tests: started in the test's own process on free ports, with a clock that the test moves, waits that
 * say what arrived instead, assertions for node:test and matchers for vitest and jest.
 */
export { assertAccepted, assertEffect, assertNoEffect, assertRefused, assertState } from './assertions.ts';
export type { ControlAnswer, ControlCall } from './control-client.ts';
export type { EffectMatch, EntryMatch } from './entry-match.ts';
export { type GatehouseExpectations, gatehouseMatchers, type MatcherResult } from './gatehouse-matchers.ts';
export type { RefusalMatch } from './judge-entry.ts';
export type { StateMatch } from './judge-state.ts';
export type { NoticeMatch } from './notice-match.ts';
export type { SkillHandler } from './skill-server.ts';
export { type StartOptions, startGateway } from './start-gateway.ts';
export type {
  AddedSkill,
  AnsweredSubscription,
  AnsweredTokens,
  LinkParties,
  NewSkill,
  NoticeOptions,
  Parties,
  SubscriptionParties,
  TestGateway,
  UntilOptions,
} from './test-gateway.ts';
