import type { ClaimedLane, LaneStore } from '../lane/lane-store.ts';
import { claimInTime } from './claim-in-time.ts';
import type { RegionPart } from './region-part.ts';
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
    try {
      const lanes = await claimInTime<readonly ClaimedLane[]>({
        ask: work => parts.askNoted(part, work),
        claim: store => store.claimLanes({ ...claim, lanes: most }),
        lanesOf: claimed => claimed,
        at: claim.now,
      });
      answered = true;
      if (lanes.length === most) hungry.add(part);
      return lanes;
    } catch (error) {
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
