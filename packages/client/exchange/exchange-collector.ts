import type { Dispatcher } from 'undici';
import type { UnansweredReason } from '../outcome/answer.ts';
import type { Clock } from '../platform/clock.ts';
import { type Exchange, MAX_BODY_BYTES } from './exchange.ts';
import { explainNetworkError } from './network-error.ts';

interface Head {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

/**
 * Hears one request's life from undici and settles it exactly once: at the end of the body, at the first byte over
 * the cap, at an error, or when the caller gives up. From the moment the head is complete the status stands, whatever
 * becomes of the body.
 */
export class ExchangeCollector implements Dispatcher.DispatchHandler {
  readonly #clock: Clock;
  readonly #settle: (exchange: Exchange) => void;
  #startedAt: number;
  #controller: Dispatcher.DispatchController | undefined;
  #head: Head | undefined;
  #chunks: Uint8Array[] = [];
  #size = 0;
  #settled = false;

  /** @param settle called exactly once */
  constructor(clock: Clock, settle: (exchange: Exchange) => void) {
    this.#clock = clock;
    this.#settle = settle;
    this.#startedAt = clock.monotonic();
  }

  /** Ends the exchange from this side; a request not yet on the wire never gets there. */
  giveUp(reason: UnansweredReason, detail: string): void {
    this.#finish(reason, detail);
    this.#controller?.abort(givenUp());
  }

  /** Ends the exchange unless the request is on the wire: once it is, only the answer can tell what became of it. */
  giveUpUnsent(reason: UnansweredReason, detail: string): void {
    if (this.#controller === undefined) this.giveUp(reason, detail);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settled) {
      controller.abort(givenUp());
      return;
    }
    this.#controller = controller;
    this.#startedAt = this.#clock.monotonic();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    const retryAfter = headers['retry-after'];
    this.#head = { status, retryAfter: typeof retryAfter === 'string' ? retryAfter : retryAfter?.[0] };
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (this.#settled) return;
    this.#size += chunk.byteLength;
    if (this.#size <= MAX_BODY_BYTES) {
      this.#chunks.push(chunk);
      return;
    }
    this.#chunks = [];
    this.#finish('other', 'The body is too large');
    controller.abort(givenUp());
  }

  onResponseEnd(): void {
    this.#finish('other', 'The answer has no head');
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    const { reason, detail } = explainNetworkError(error);
    this.#finish(reason, detail);
  }

  #finish(reason: UnansweredReason, detail: string): void {
    if (this.#settled) return;
    this.#settled = true;
    const tookMs = Math.max(0, Math.round(this.#clock.monotonic() - this.#startedAt));
    if (this.#head === undefined) {
      this.#settle({ type: 'unanswered', reason, detail, tookMs });
      return;
    }
    const { status, retryAfter } = this.#head;
    const text = this.#chunks.length === 0 ? '' : new TextDecoder().decode(Buffer.concat(this.#chunks));
    this.#settle({ type: 'answered', status, ...(retryAfter === undefined ? {} : { retryAfter }), text, tookMs });
  }
}

function givenUp(): Error {
  return new DOMException('The caller gave the request up', 'AbortError');
}
