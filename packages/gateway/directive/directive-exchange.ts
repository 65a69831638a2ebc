import type { Secret } from '@gatehouse/client/platform';
import type { Problem, Region } from '@gatehouse/protocol';
import type { Effect } from '../effect/effect.ts';
import type { HomeKey } from '../home/home.ts';
import type { DirectiveCause } from '../journal/journal-entry.ts';
import type { Reason } from '../journal/reason.ts';
import type { DirectiveSpec } from './directive.ts';
import type { DirectiveTarget } from './directive-url.ts';

/** Whom a directive concerns and why it is sent, as its journal entry tells. */
export interface DirectiveOrigin extends HomeKey {
  readonly region: Region;
  readonly cause: DirectiveCause;
  /** The routine that sends it. */
  readonly routineId?: string;
}

/** A directive to compose, send and wait for. */
export interface DirectiveAsk extends DirectiveOrigin {
  readonly target: DirectiveTarget;
  /** The customer's access token for the skill's own cloud, from the link. */
  readonly granteeToken?: Secret;
  readonly spec: DirectiveSpec;
  /** How many routines led to it, one by the effect of the other; default 0. */
  readonly depth?: number;
}

/** A rule that one of the messages of an exchange breaks, and which one; the pointer leads into that message. */
export interface ExchangeProblem extends Problem {
  readonly in: 'directive' | 'deferredResponse' | 'reply';
}

/**
 * The answer of `POST /_gatehouse/directives`; tokens in it are replaced by `[secret]`. `reply` is absent when no
 * usable one came in time. `reason` is the code of `problem`, which says why. `lateByMs` is there when the direct
 * answer came after the limit. `problems` are the rules of the protocol that directive and answers break; they do not
 * keep either from being taken. `effects` is what a direct answer did to the home, and `ignored` what of it did
 * nothing; what an asynchronous one did stands in the journal.
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
  readonly problems?: readonly ExchangeProblem[];
  readonly effects: readonly Effect[];
  readonly ignored?: readonly Reason[];
}
