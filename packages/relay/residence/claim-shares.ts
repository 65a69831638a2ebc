import type { ClaimedLane, LaneStore } from '../lane/lane-store.ts';
import type { RegionParts } from './region-parts.ts';

/**
 * Claims lanes of all regions: an equal share for each first; what one leaves goes to those that have more. A store that
 * fails is passed over.
 *
 * @throws GatehouseError `store-failed`, `store-closed` when every store that was asked fails
 */
export async function claimShares(
  parts: RegionParts,
  claim: Parameters<LaneStore['claimLanes']>[0],
): Promise<readonly ClaimedLane[]> {
  const all = parts.inTurn();
  const share = Math.ceil(claim.lanes / all.length);
  const asked = all.slice(0, Math.ceil(claim.lanes / share));
  const hungry = new Set(all.slice(asked.length));
  const claimed = await parts.askAnswering(async (store, part) => {
    const most = Math.min(share, claim.lanes - asked.indexOf(part) * share);
    const lanes = await store.claimLanes({ ...claim, lanes: most });
    if (lanes.length === most) hungry.add(part);
    return lanes;
  }, asked);
  const lanes = claimed.flat();
  for (const part of hungry) {
    const left = claim.lanes - lanes.length;
    if (left === 0) break;
    const more = await parts
      .askNoted(part, store => store.claimLanes({ ...claim, lanes: left }))
      // What was claimed already is delivered, whatever fails behind it.
      .catch((): readonly ClaimedLane[] => []);
    lanes.push(...more);
  }
  return lanes;
}
