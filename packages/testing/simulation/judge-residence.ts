import { REGIONS, type Region } from '@gatehouse/protocol';
import type { SimDisk } from './sim-disk.ts';
import type { World } from './world.ts';

/** Every table that keeps something of a customer. */
const TABLES = [
  ...['customers', 'grants', 'endpoints', 'shadows', 'properties', 'lanes', 'events', 'idempotency', 'directives'],
  'moves',
] as const;

const LAST_DELIVERED = `SELECT attempts FROM events WHERE customer = ? AND status = 'delivered' AND attempts <> ''
  ORDER BY settled_at DESC LIMIT 1`;

/** Where each region has a store of its own, every customer lies in that of its region, with everything, and nowhere else. */
export function judgeResidence({ plan, disks, watch, regions }: World): void {
  if (!disks.isRegional) return;
  for (const { customer } of disks.query<{ customer: string }>('SELECT customer FROM moves')) {
    watch.violate('residence', `the move of ${customer} has not ended`);
  }
  for (const customer of plan.customers) {
    const homes = disks.all.filter(disk => isKnown(disk, customer));
    const [home] = homes;
    if (home === undefined || homes.length > 1) {
      watch.violate('residence', `${customer} lies in ${homes.length} stores: ${homes.map(({ name }) => name)}`);
      continue;
    }
    const [row] = home.query<{ region: Region | null }>('SELECT region FROM customers WHERE customer = ?', customer);
    const right = disks.of(row?.region ?? undefined);
    if (right !== home) watch.violate('residence', `${customer} of ${row?.region} lies in the store of ${home.name}`);
    // A grant may have told of the region that the customer has now, before anything was delivered there.
    const taken = lastRegionOf(home, customer);
    if (![taken, regions.get(customer)].some(region => disks.of(region) === home)) {
      watch.violate('residence', `${customer} is heard in region ${taken} and lies in the store of ${home.name}`);
    }
    for (const disk of disks.all) if (disk !== home) judgeEmpty(disk, { customer, watch });
  }
}

function isKnown(disk: SimDisk, customer: string): boolean {
  return disk.look('readCustomer', customer) !== undefined;
}

/** The region that took the last event of a customer. */
function lastRegionOf(home: SimDisk, customer: string): Region | undefined {
  const [row] = home.query<{ attempts: string }>(LAST_DELIVERED, customer);
  const last = row === undefined ? undefined : /.*"region":"(\w+)"/s.exec(row.attempts)?.[1];
  return REGIONS.find(region => region === last);
}

function judgeEmpty(disk: SimDisk, { customer, watch }: { customer: string } & Pick<World, 'watch'>): void {
  for (const table of TABLES) {
    const [row] = disk.query<{ rows: number }>(`SELECT count(*) AS rows FROM ${table} WHERE customer = ?`, customer);
    const rows = row?.rows ?? 0;
    if (rows > 0) watch.violate('residence', `${rows} rows of ${table} of ${customer} are left in ${disk.name}`);
  }
}
