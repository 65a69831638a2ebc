import type { Connections, Transport } from '@gatehouse/client';

type Handler = Parameters<Connections['dispatch']>[1];

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

  /** The same way to open connections; each request is counted from its dispatch to the end of its answer. */
  watchTransport(transport: Transport): Transport {
    return options => {
      const connections = transport(options);
      return {
        dispatch: (request, handler) => connections.dispatch(request, countEnd(handler, this.#begin())),
        destroy: connections.destroy.bind(connections),
      };
    };
  }

  #count(result: unknown): unknown {
    if (!(result instanceof Promise)) return result;
    const done = this.#begin();
    result.then(done, done);
    return result;
  }

  /** Counts one piece of work; answers what ends it, however often that is called. */
  #begin(): () => void {
    this.#running += 1;
    let over = false;
    return () => {
      if (!over) this.#running -= 1;
      over = true;
    };
  }
}

function countEnd(handler: Handler, done: () => void): Handler {
  return {
    onRequestStart: (...heard) => handler.onRequestStart?.(...heard),
    onResponseStart: (...heard) => handler.onResponseStart?.(...heard),
    onResponseData: (...heard) => handler.onResponseData?.(...heard),
    onResponseEnd: (...heard) => {
      handler.onResponseEnd?.(...heard);
      done();
    },
    onResponseError: (...heard) => {
      handler.onResponseError?.(...heard);
      done();
    },
  };
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
