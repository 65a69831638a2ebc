/** Runs works one after the other where they share a key, and side by side where they do not. */
export class KeyQueue {
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Runs `work` as soon as every work given earlier under any of `keys` has ended, well or badly. */
  run<Result>(keys: readonly string[], work: () => Promise<Result>): Promise<Result> {
    const before = Promise.allSettled(keys.map(key => this.#tails.get(key)));
    const result = before.then(work);
    const tail: Promise<unknown> = result.then(
      () => this.#forget(keys, tail),
      () => this.#forget(keys, tail),
    );
    for (const key of keys) this.#tails.set(key, tail);
    return result;
  }

  /** How many keys are in use; none once everything has ended. */
  get size(): number {
    return this.#tails.size;
  }

  #forget(keys: readonly string[], tail: Promise<unknown>): void {
    for (const key of keys) {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    }
  }
}
