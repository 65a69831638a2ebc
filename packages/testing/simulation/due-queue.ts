/** What a {@link DueQueue} holds; `dueAt` in milliseconds. */
export interface Due {
  readonly dueAt: number;
}

/** Things in the order in which they are due; of several due at once the one added first is first. A binary heap. */
export class DueQueue<Item extends Due> {
  readonly #heap: { readonly item: Item; readonly number: number }[] = [];
  #added = 0;

  first(): Item | undefined {
    return this.#heap[0]?.item;
  }

  /** All of them, in no particular order. */
  items(): readonly Item[] {
    return this.#heap.map(({ item }) => item);
  }

  add(item: Item): void {
    const heap = this.#heap;
    heap.push({ item, number: this.#added++ });
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    for (let at = 0; ; ) {
      const child = this.#earlierChild(at);
      if (child >= heap.length || !this.#isBefore(child, at)) return;
      this.#swap(at, child);
      at = child;
    }
  }

  #earlierChild(at: number): number {
    const left = 2 * at + 1;
    return left + 1 < this.#heap.length && this.#isBefore(left + 1, left) ? left + 1 : left;
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return false;
    return a.item.dueAt === b.item.dueAt ? a.number < b.number : a.item.dueAt < b.item.dueAt;
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return;
    this.#heap[one] = b;
    this.#heap[other] = a;
  }
}
