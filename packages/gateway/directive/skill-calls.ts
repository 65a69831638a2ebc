import type { Clock } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import { createDirectiveReason, type DirectiveCode } from './directive-rules.ts';
import { type DirectiveTarget, resolveDirectiveUrl } from './directive-url.ts';
import { type CallJudgement, judgeCall } from './judge-call.ts';
import type { PostJson } from './post-json.ts';

/** What calls of skills need. */
export interface SkillCallsOptions {
  /** Ends calls that take too long. */
  readonly clock: Clock;
  /** Hosts beyond loopback that calls may go to, as `resolveDirectiveUrl` takes them. */
  readonly allowedHosts: readonly string[];
  readonly post: PostJson;
}

/** One call of a skill. */
export interface SkillCall {
  readonly target: DirectiveTarget & { readonly directiveUrl: string };
  readonly message: unknown;
  /** The largest answer that is read, in bytes. */
  readonly maxBytes: number;
  /** How long the whole answer may take, in milliseconds on the clock of the calls. */
  readonly timeoutMs: number;
  /** The answer that is asked for, in words. */
  readonly allowed: string;
}

/** The calls of skills under way, to allowed hosts only, each with its deadline. */
export class SkillCalls {
  readonly #options: SkillCallsOptions;
  readonly #open = new Set<AbortController>();
  #closed = false;

  constructor(options: SkillCallsOptions) {
    this.#options = options;
  }

  /** Posts a message and takes what is answered on the same connection. Never rejects. */
  async call({ target, message, maxBytes, timeoutMs, allowed }: SkillCall): Promise<CallJudgement> {
    const { clock, post } = this.#options;
    const url = this.#resolveUrl(target);
    if (!(url instanceof URL)) return url;
    const open = new AbortController();
    this.#open.add(open);
    const timer = clock.setTimer(timeoutMs, () => open.abort());
    if (this.#closed) open.abort();
    const result = await post({ url, body: JSON.stringify(message), maxBytes, signal: open.signal });
    timer.cancel();
    this.#open.delete(open);
    if (this.#closed && result.type === 'aborted') {
      return fail('gateway-stopping', 'The gateway stopped before the skill answered');
    }
    return judgeCall(result, { timeoutMs, allowed });
  }

  /** Ends every call under way; later ones fail at once. */
  close(): void {
    this.#closed = true;
    for (const open of this.#open) open.abort();
  }

  #resolveUrl(target: SkillCall['target']): URL | CallJudgement {
    try {
      return resolveDirectiveUrl(target, this.#options.allowedHosts);
    } catch (error) {
      if (!(error instanceof GatehouseError)) throw error;
      return fail('directive-url-refused', error.message);
    }
  }
}

function fail(code: DirectiveCode, message: string): CallJudgement {
  return { type: 'failed', reason: createDirectiveReason(code, message) };
}
