import type { Secret } from '@gatehouse/client/platform';
import type { Effect } from '../effect/effect.ts';
import type { HomeKey } from '../home/home.ts';
import type { Reason } from '../journal/reason.ts';
import type { DirectiveSpec, OutgoingDirective } from './directive.ts';

/** Where a skill takes its directives. */
export interface DirectiveTarget {
  readonly directiveUrl?: string;
  readonly invoke: 'http' | 'lambda';
}

/** One directive to send as it is: AcceptGrant, Discover. */
export interface Sending {
  readonly target: DirectiveTarget;
  readonly directive: unknown;
  /** How long to wait for the whole answer, in milliseconds on the gateway's clock; default 8,000. */
  readonly timeoutMs?: number;
}

/** What the skill answered at once: an event, whole and as it came, or the reason why there is none. */
export type SkillReply =
  | { readonly type: 'replied'; readonly reply: Readonly<Record<string, unknown>>; readonly tookMs: number }
  | { readonly type: 'failed'; readonly reason: Reason; readonly tookMs: number };

/** A directive to compose, send and wait for. */
export interface DirectiveAsk extends HomeKey {
  readonly target: DirectiveTarget;
  /** The customer's access token for the skill's own cloud, from the link. */
  readonly granteeToken?: Secret;
  readonly spec: DirectiveSpec;
}

/** The answer of `POST /_gatehouse/directives`; tokens in it are replaced by `[secret]`. */
export interface DirectiveExchange {
  readonly directive: unknown;
  readonly reply?: unknown;
  readonly deferred: boolean;
  readonly deferredResponse?: unknown;
  readonly tookMs: number;
  readonly lateByMs?: number;
  /** The code of `problem`: why there is no reply. */
  readonly reason?: string;
  readonly problem?: Reason;
  /** What the properties in the reply did to the home. */
  readonly effects: readonly Effect[];
}

/** Sends directives to skills and waits for their answers. */
export interface DirectiveSender {
  /** Sends a directive and takes what the skill answers on the same connection. Never rejects. */
  send(sending: Sending): Promise<SkillReply>;
  /** Composes a directive, sends it and waits for its answer, deferred or not, for 8 s or as the skill may extend it. Never rejects. */
  exchange(ask: DirectiveAsk): Promise<DirectiveExchange>;
  /** Ends what is under way, at once. */
  close(): void;
}
export type { OutgoingDirective };
