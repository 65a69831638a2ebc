/** Counts calls that are under way, so that a virtual clock stands still until they have settled. */
export class WorkCounter {
  #running = 0;

  /** How many calls are under way. */
  get running(): number {
    return this.#running;
  }

  /** The same object, each of whose methods is counted from its call to the end of its promise. */
  watch<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (_target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]): unknown => this.#count(Reflect.apply(member, target, args));
      },
    });
  }

  #count(result: unknown): unknown {
    if (!(result instanceof Promise)) return result;
    this.#running += 1;
    const done = (): void => {
      this.#running -= 1;
    };
    result.then(done, done);
    return result;
  }
}

/** How many looks in a row must find nothing under way: a thread's answer may be between two of them. */
const QUIET_LOOKS = 4;

/** A question for `VirtualClock.advance` that wants several calm looks in a row. */
export function calmProbe(isQuiet: () => boolean): () => boolean {
  let quiet = 0;
  return () => {
    quiet = isQuiet() ? quiet + 1 : 0;
    if (quiet < QUIET_LOOKS) return false;
    quiet = 0;
    return true;
  };
}
