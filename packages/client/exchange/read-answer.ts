import type { Answer } from '../outcome/answer.ts';
import type { Secret } from '../platform/secret.ts';
import type { Exchange } from './exchange.ts';
import { encodeForeignText } from './foreign-text.ts';
import { parseRetryAfter } from './retry-after.ts';

/** What the body of a refusal says, in whichever of the two documented shapes. */
export interface SaidByBody {
  readonly code?: string | undefined;
  readonly description?: string | undefined;
}

/** What turns an exchange into an answer. */
export interface ReadAnswerOptions {
  /** The wall clock, for a `Retry-After` that is a date. */
  readonly now: number;
  /** The secrets that the request carried. */
  readonly secrets: readonly Secret[];
  readonly said: SaidByBody;
}

/** Makes the {@link Answer} of an exchange: header read, texts freed of secrets, empty ones left out. */
export function readAnswer(exchange: Exchange, options: ReadAnswerOptions): Answer {
  if (exchange.type === 'unanswered') return exchange;
  const { now, secrets, said } = options;
  const { status, retryAfter, tookMs } = exchange;
  const retryAfterMs = retryAfter === undefined ? undefined : parseRetryAfter(retryAfter, now);
  const code = readText(said.code, secrets);
  const description = readText(said.description, secrets);
  return {
    type: 'answered',
    status,
    ...(code === '' ? {} : { code }),
    ...(description === '' ? {} : { description }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    tookMs,
  };
}

function readText(text: string | undefined, secrets: readonly Secret[]): string {
  return text === undefined || text === '' ? '' : encodeForeignText(text, secrets);
}
