import type { BacklogConfig } from '../config/keeping-config.ts';
import { tooMany } from './too-many.ts';

/** What Retry-After says, in seconds: a commit takes milliseconds. Our choice. */
const RETRY_SECONDS = 1;

/** Bounds the memory of requests that wait for their commit: how many there are, and how many bytes they bring. */
export class WaitingGate {
  readonly #limits: Pick<BacklogConfig, 'requests' | 'requestBytes'>;
  #requests = 0;
  #bytes = 0;

  constructor(limits: Pick<BacklogConfig, 'requests' | 'requestBytes'>) {
    this.#limits = limits;
  }

  /**
   * Lets a request in that brings at most so many bytes; the function that it answers lets it out, once.
   *
   * @throws GatehouseError `too-many-requests` with the seconds to wait
   */
  enter(bytes: number): () => void {
    const { requests, requestBytes } = this.#limits;
    if (this.#requests >= requests || this.#bytes + bytes > requestBytes) {
      const found = `${this.#requests} requests with ${this.#bytes} bytes wait for their commit`;
      const message = `${found}; allowed are ${requests} with ${requestBytes}. Send it again in a moment`;
      throw tooMany(message, RETRY_SECONDS);
    }
    this.#requests += 1;
    this.#bytes += bytes;
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      this.#requests -= 1;
      this.#bytes -= bytes;
    };
  }

  /** How many requests wait. */
  get size(): number {
    return this.#requests;
  }
}
