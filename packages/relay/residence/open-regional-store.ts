import type { Clock, Log } from '@gatehouse/client/platform';
import type { Region } from '@gatehouse/protocol';
import { parseNoticeHolder } from '../notice/notice-holder.ts';
import type { Store } from '../store/store.ts';
import { Homes } from './homes.ts';
import { Mover } from './mover.ts';
import { type MovableStore, nameFailure, type RegionPart } from './region-part.ts';
import { RegionParts } from './region-parts.ts';
import { RegionalStore } from './regional-store.ts';

/** How the stores of the regions are opened. */
export interface RegionalStoreOpening {
  /** One for each region that has a store of its own; each opens its store. */
  readonly regions: readonly { readonly region: Region; readonly open: () => Promise<MovableStore> }[];
  /** Where the customers lie whose region is not known, or has no store of its own. */
  readonly fallback: Region;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Opens the stores of all regions as one, and ends the moves that a crash has left between two of them. All of them or
 * none: a relay that does not know a region's customers would take them for new ones.
 *
 * @throws GatehouseError `config-invalid` when the fallback has no store; `store-…` with the region whose store cannot be opened
 */
export async function openRegionalStore({ regions, fallback, clock, log }: RegionalStoreOpening): Promise<Store> {
  const opened = await Promise.allSettled(regions.map(({ open }) => open()));
  const parts: RegionPart[] = [];
  const failures: unknown[] = [];
  for (const [index, one] of opened.entries()) {
    const region = regions[index]?.region ?? fallback;
    if (one.status === 'fulfilled') parts.push({ region, store: one.value });
    else failures.push(nameFailure(one.reason, { region }));
  }
  try {
    if (failures.length > 0) throw failures[0];
    const all = new RegionParts({ parts, fallback, clock, log });
    const mover = new Mover({ clock, log });
    await settleMoves(all, mover);
    return new RegionalStore({
      parts: all,
      homes: new Homes({ parts: all, settledIn: name => homeOfNotices(name, all) }),
      mover,
    });
  } catch (error) {
    await Promise.all(parts.map(({ store }) => store.close()));
    throw error;
  }
}

/** Notices lie in the store of the region that they are for. */
function homeOfNotices(name: string, parts: RegionParts): RegionPart | undefined {
  const holder = parseNoticeHolder(name);
  return holder && parts.of(holder.region);
}

/**
 * What had not arrived is carried anew from the beginning: its region is known, and its lane waits for it. What lies where
 * its customer does not live is cleared away once the relay runs: no start fails because that store refuses to.
 */
async function settleMoves(parts: RegionParts, mover: Mover): Promise<void> {
  for (const from of parts.all) {
    for (const { customer, region } of await from.store.moves.listMoves()) {
      const to = parts.of(region);
      if ((await from.store.readCustomer(customer)) === undefined) mover.leftovers.add({ customer, part: from });
      else if (to === from) await from.store.moves.cancelMove({ customer, leaseUntil: 0 });
      else if ((await mover.settle({ customer, region, from, to })) === from) {
        await mover.move({ customer, region, from, to });
      }
    }
  }
}
