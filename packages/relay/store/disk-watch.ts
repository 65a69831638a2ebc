import type { Clock } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import { overrideMethods } from './override-methods.ts';
import type { Store } from './store.ts';

/**
 * For how long the store counts as full after it refused a write, in milliseconds, unless a write succeeds sooner: longer
 * than the pauses in which the lanes try again, so that it stays full as long as something waits. Our choice.
 */
const FULL_MS = 20_000;

/**
 * Whether the store's disk takes anything, as far as the last writes can tell: what reads alone cannot see. Its own
 * state: until when it counts as full.
 */
export class DiskWatch {
  readonly #clock: Pick<Clock, 'monotonic'>;
  #fullUntil = Number.NEGATIVE_INFINITY;

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  /** Whether a write was refused with `store-full` a moment ago, and none that is watched has succeeded since. */
  get full(): boolean {
    return this.#clock.monotonic() < this.#fullUntil;
  }

  /** The same store, which has one disk, with this watching what it says of its writes. */
  watch(store: Store): Store {
    return overrideMethods(store, {
      accept: intake => this.note(store.accept(intake), ({ type }) => type === 'committed'),
      putEndpoint: put => this.note(store.putEndpoint(put), ({ result }) => result !== 'unchanged'),
      putGrant: grant => this.note(store.putGrant(grant), () => true),
      claimLanes: claim => this.note(store.claimLanes(claim), lanes => lanes.length > 0),
      dropLane: drop => this.note(store.dropLane(drop), () => false),
      settle: settlement => this.note(store.settle(settlement), ({ type }) => type === 'settled'),
    });
  }

  /** What a write failed with; anything but `store-full` tells nothing. */
  noteFailure(error: unknown): void {
    const full = error instanceof GatehouseError && error.code === 'store-full';
    if (full) this.#fullUntil = this.#clock.monotonic() + FULL_MS;
  }

  /** The same write, with this watching its end; one that succeeds without having written anything tells nothing. */
  note<Result>(asked: Promise<Result>, hasWritten: (result: Result) => boolean): Promise<Result> {
    asked.then(
      result => {
        if (hasWritten(result)) this.#fullUntil = Number.NEGATIVE_INFINITY;
      },
      (error: unknown) => this.noteFailure(error),
    );
    return asked;
  }
}
