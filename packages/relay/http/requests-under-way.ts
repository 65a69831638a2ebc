/** An answer that is being written: it tells when it was written whole, and when its connection is closed. */
interface Answer {
  once(event: 'finish' | 'close', listener: () => void): unknown;
}

/** Counts the requests that came in and whose answers are not written yet, so that a stop can wait for them. */
export class RequestsUnderWay {
  readonly #over: (() => void)[] = [];
  #count = 0;

  /** Counts a request until its answer is written, or its caller gone. */
  enter(response: Answer): void {
    this.#count += 1;
    let inside = true;
    const leave = (): void => {
      if (!inside) return;
      inside = false;
      this.#count -= 1;
      if (this.#count === 0) for (const over of this.#over.splice(0)) over();
    };
    // Whichever comes: an answer within the process is not closed, a caller that is gone gets none.
    response.once('finish', leave);
    response.once('close', leave);
  }

  /** How many there are. */
  get size(): number {
    return this.#count;
  }

  /** Resolves as soon as none is under way. */
  async over(): Promise<void> {
    if (this.#count > 0) await new Promise<void>(resolve => void this.#over.push(resolve));
  }
}
