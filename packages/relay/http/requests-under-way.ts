import { type WrittenAnswer, whenAnswered } from './when-answered.ts';

/** Counts the requests that came in and whose answers are not written yet, so that a stop can wait for them. */
export class RequestsUnderWay {
  readonly #over: (() => void)[] = [];
  #count = 0;

  /** Counts a request until its answer is written, or its caller gone. */
  enter(answer: WrittenAnswer): void {
    this.#count += 1;
    whenAnswered(answer, () => {
      this.#count -= 1;
      if (this.#count === 0) for (const over of this.#over.splice(0)) over();
    });
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
