import type { Region } from '@gatehouse/protocol';
import { GatehouseError } from '@gatehouse/protocol';
import type { Store } from '../store/store.ts';
import type { MoveStore } from './move-store.ts';

/** A store that customers can leave for the store of another region, and come to from there. */
export interface MovableStore extends Store {
  readonly moves: MoveStore;
}

/** The store of one region: whoever belongs to the region lies wholly in it. */
export interface RegionPart {
  readonly region: Region;
  readonly store: MovableStore;
}

/** The same failure, told whose store it was. */
export function nameFailure(error: unknown, { region }: Pick<RegionPart, 'region'>): unknown {
  if (!(error instanceof GatehouseError)) return error;
  return new GatehouseError(error.code, `The store of region ${region} failed: ${error.message}`, { cause: error });
}
