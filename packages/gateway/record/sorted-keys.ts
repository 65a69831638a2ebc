/**
 * The keys of a large collection in their order (that of UTF-16, as `<` has it). They are sorted when somebody asks,
 * and not again until one has come or gone: listing 100,000 page by page sorts once.
 */
export class SortedKeys {
  #keys: string[] = [];
  #sorted = true;
  readonly #gone = new Set<string>();

  /** Adds a key that is not there. */
  add(key: string): void {
    if (this.#gone.delete(key)) return;
    const last = this.#keys.at(-1);
    this.#sorted &&= last === undefined || last < key;
    this.#keys.push(key);
  }

  /** Removes a key that is there. */
  remove(key: string): void {
    this.#gone.add(key);
  }

  /** Removes all keys. */
  clear(): void {
    this.#keys = [];
    this.#sorted = true;
    this.#gone.clear();
  }

  /** The first keys that come after a key, at most `limit`; without `after`, the very first. */
  list(limit: number, after?: string): string[] {
    this.#tidy();
    const start = after === undefined ? 0 : this.#placeAfter(after);
    return this.#keys.slice(start, start + limit);
  }

  #tidy(): void {
    if (this.#gone.size > 0) {
      this.#keys = this.#keys.filter(key => !this.#gone.has(key));
      this.#gone.clear();
    }
    // What is sorted but for its end is sorted again in one pass.
    if (!this.#sorted) this.#keys.sort();
    this.#sorted = true;
  }

  #placeAfter(after: string): number {
    let [low, high] = [0, this.#keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] ?? '') <= after) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
