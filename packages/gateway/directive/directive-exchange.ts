import type { Secret } from '@gatehouse/client/platform';
import type { Effect } from '../effect/effect.ts';
import type { HomeKey } from '../home/home.ts';
import type { Reason } from '../journal/reason.ts';
import type { DirectiveSpec } from './directive.ts';
import type { DirectiveTarget } from './directive-url.ts';

/** A directive to compose, send and wait for. */
export interface DirectiveAsk extends HomeKey {
  readonly target: DirectiveTarget;
  /** The customer's access token for the skill's own cloud, from the link. */
  readonly granteeToken?: Secret;
  readonly spec: DirectiveSpec;
}

/**
 * The answer of `POST /_gatehouse/directives`; tokens in it are replaced by `[secret]`. `reply` is absent when no
 * usable one came in time. `reason` is the code of `problem`, which says why. `lateByMs` is there when the direct
 * answer came after the limit. `effects` is what the state in a direct answer did to the home; what an asynchronous
 * one did stands in the journal.
 */
export interface DirectiveExchange {
  readonly directive: unknown;
  readonly reply?: unknown;
  readonly deferred: boolean;
  readonly deferredResponse?: unknown;
  readonly tookMs: number;
  readonly lateByMs?: number;
  readonly reason?: string;
  readonly problem?: Reason;
  readonly effects: readonly Effect[];
}
