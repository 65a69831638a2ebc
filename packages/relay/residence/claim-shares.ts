import type { ClaimedLane, LaneStore } from '../lane/lane-store.ts';
import type { MovableStore, RegionPart } from './region-part.ts';
import type { RegionParts } from './region-parts.ts';

/**
 * Claims lanes of all regions: an equal share for each first; what one leaves goes to those that have more. A store that
 * fails is passed over.
 *
 * @throws GatehouseError `store-failed`, `store-closed` when every store fails
 */
export async function claimShares(
  parts: RegionParts,
  claim: Parameters<LaneStore['claimLanes']>[0],
): Promise<readonly ClaimedLane[]> {
  const all = parts.inTurn();
  const share = Math.ceil(claim.lanes / all.length);
  const asked = all.slice(0, Math.ceil(claim.lanes / share));
  const hungry = new Set(all.slice(asked.length));
  const failures: unknown[] = [];
  let answered = false;
  const ask = async (part: RegionPart, most: number): Promise<readonly ClaimedLane[]> => {
    let late = false;
    try {
      const lanes = await parts.askNoted(part, store => claimFor(store, { ...claim, lanes: most }, () => late));
      answered = true;
      if (lanes.length === most) hungry.add(part);
      return lanes;
    } catch (error) {
      late = true;
      failures.push(error);
      return [];
    }
  };
  const shares = asked.map((part, index) => ask(part, Math.min(share, claim.lanes - index * share)));
  const lanes = (await Promise.all(shares)).flat();
  for (const part of hungry) {
    const left = claim.lanes - lanes.length;
    if (left === 0) break;
    lanes.push(...(await ask(part, left)));
  }
  if (!answered && failures.length > 0) throw failures[0];
  return lanes;
}

/** Lanes that nobody waits for any more are given back: so they are due at once, and not only when their leases end. */
async function claimFor(
  store: MovableStore,
  claim: Parameters<LaneStore['claimLanes']>[0],
  isLate: () => boolean,
): Promise<readonly ClaimedLane[]> {
  const lanes = await store.claimLanes(claim);
  if (isLate()) {
    await Promise.all(lanes.map(({ customer, epoch }) => store.releaseLane({ customer, epoch, at: claim.now })));
  }
  return lanes;
}
