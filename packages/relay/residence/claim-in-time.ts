import type { ClaimedLane } from '../lane/lane-store.ts';
import type { MovableStore } from './region-part.ts';

/** What claims lanes of a store, and which ones its answer says were claimed. */
export interface TimedClaim<Answer> {
  /** Asks for the claim, with a time limit that ends with a rejection while the store is still at it. */
  readonly ask: (work: (store: MovableStore) => Promise<Answer>) => Promise<Answer>;
  readonly claim: (store: MovableStore) => Promise<Answer>;
  readonly lanesOf: (answer: Answer) => readonly ClaimedLane[];
  /** When the claim was asked for, in milliseconds since the epoch. */
  readonly at: number;
}

/** Claims lanes. Those that nobody waits for any more are given back: so they are due at once, and not only when their leases end. */
export async function claimInTime<Answer>({ ask, claim, lanesOf, at }: TimedClaim<Answer>): Promise<Answer> {
  let late = false;
  try {
    return await ask(async store => {
      const answer = await claim(store);
      const lanes = late ? lanesOf(answer) : [];
      await Promise.all(lanes.map(({ customer, epoch }) => store.releaseLane({ customer, epoch, at })));
      return answer;
    });
  } catch (error) {
    late = true;
    throw error;
  }
}
