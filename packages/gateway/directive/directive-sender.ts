import type { Clock, Log, Random } from '@gatehouse/client/platform';
import type { Mode } from '@gatehouse/protocol';
import type { HomeRegistry } from '../home/home-registry.ts';
import type { Journal } from '../journal/journal.ts';
import type { RoutineStarter } from '../routine/routine-starter.ts';
import type { DirectiveAsk, DirectiveExchange } from './directive-exchange.ts';
import { createDirectiveReason } from './directive-rules.ts';
import type { DirectiveTarget } from './directive-url.ts';
import { exchangeDirective } from './exchange-directive.ts';
import { DIRECTIVE_LIMIT_MS } from './judge-deferral.ts';
import { judgeReply, type ReplyJudgement } from './judge-reply.ts';
import { type PostJson, postJson } from './post-json.ts';
import type { ReplyDesk } from './reply-desk.ts';
import { SkillCalls } from './skill-calls.ts';

/** One directive to send as it is: AcceptGrant, Discover. */
export interface Sending {
  readonly target: DirectiveTarget;
  readonly directive: unknown;
  /** How long to wait for the whole answer, in milliseconds on the gateway's clock; default 8,000. */
  readonly timeoutMs?: number;
}

/** What the skill answered on the same connection: an event, whole and as it came, or the reason why there is none. */
export type SkillReply = ReplyJudgement & { readonly tookMs: number };

/**
 * Sends directives to skills and waits for their answers. Siblings: `directive.ts` composes, `skill-calls.ts` calls and keeps
 * to the allowed hosts of `directive-url.ts`, `post-json.ts` carries, `judge-call.ts`, `judge-reply.ts` and
 * `judge-deferral.ts` decide, `reply-desk.ts` is where asynchronous answers arrive. State kept: the calls under way.
 */
export interface DirectiveSender {
  /** Sends a directive and takes what the skill answers on the same connection; the caller journals it. Never rejects. */
  send(sending: Sending): Promise<SkillReply>;
  /**
   * Composes a directive, sends it and waits for its answer, deferred or not: 8 s in all, or longer where a lock's
   * DeferredResponse allows it. What the answer says feeds the home, and the journal gets an entry. Never rejects.
   */
  exchange(ask: DirectiveAsk): Promise<DirectiveExchange>;
  /** Ends every call under way; later ones fail at once. Waits for deferred answers end when the desk is reset. */
  close(): void;
}

/** What a directive sender needs. */
export interface DirectiveSenderOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly mode: Mode;
  readonly homes: HomeRegistry;
  readonly replies: ReplyDesk;
  readonly routines: RoutineStarter;
  readonly journal: Pick<Journal, 'append'>;
  /** Hosts beyond loopback that directives may go to, as `resolveDirectiveUrl` takes them. */
  readonly allowedHosts: readonly string[];
  /** The largest answer that is read, in bytes; default 6,291,456, which is what Lambda lets a function return. */
  readonly maxReplyBytes?: number;
  /** How a directive leaves; default over HTTP. */
  readonly post?: PostJson;
}

const DEFAULT_MAX_BYTES = 6 * 1024 * 1024;

/** Creates a directive sender with no call under way. */
export function createDirectiveSender(options: DirectiveSenderOptions): DirectiveSender {
  return new HttpDirectiveSender({ maxReplyBytes: DEFAULT_MAX_BYTES, post: postJson, ...options });
}

class HttpDirectiveSender implements DirectiveSender {
  readonly #options: Required<DirectiveSenderOptions>;
  readonly #calls: SkillCalls;

  constructor(options: Required<DirectiveSenderOptions>) {
    this.#options = options;
    this.#calls = new SkillCalls(options);
  }

  async send(sending: Sending): Promise<SkillReply> {
    const { clock, log } = this.#options;
    const startedAt = clock.monotonic();
    const judgement = await this.#call(sending);
    const tookMs = Math.round(clock.monotonic() - startedAt);
    if (judgement.type === 'failed') {
      log.warn('Sending a directive brought no usable answer', { code: judgement.reason.code, tookMs });
    }
    return { ...judgement, tookMs };
  }

  exchange(ask: DirectiveAsk): Promise<DirectiveExchange> {
    const { mode, random, homes, replies, routines, journal } = this.#options;
    const send = (directive: unknown): Promise<ReplyJudgement> => this.send({ target: ask.target, directive });
    return exchangeDirective(ask, { mode, random, homes, replies, routines, journal, send });
  }

  close(): void {
    this.#calls.close();
  }

  async #call({ target, directive, timeoutMs = DIRECTIVE_LIMIT_MS }: Sending): Promise<ReplyJudgement> {
    const { directiveUrl, invoke } = target;
    if (directiveUrl === undefined) {
      const message = 'The skill has no directiveUrl; set one to send it directives';
      return { type: 'failed', reason: createDirectiveReason('no-directive-url', message) };
    }
    const { maxReplyBytes: maxBytes } = this.#options;
    const terms = { maxBytes, timeoutMs, allowed: '200 with an event' };
    const answer = await this.#calls.call({ target: { directiveUrl, invoke }, message: directive, ...terms });
    return answer.type === 'failed' ? answer : judgeReply(answer.body);
  }
}
